/**
 * Looks at generated source with TypeScript's own parser: where planted texts stand, and what there is that could run.
 */
import ts from 'typescript'

/** The first words of what is planted; no identifier and no type has the dot. */
export const flag = 'globalThis.__pwned'

type Span = readonly [from: number, to: number]

const literalKinds: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.RegularExpressionLiteral,
])

/** What stands at the top of a generated file. */
const statements: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ImportDeclaration,
  ts.SyntaxKind.ExportDeclaration,
  ts.SyntaxKind.VariableStatement,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.ModuleDeclaration,
])

/** Controls, marks of direction, ends of lines of JavaScript alone, and lone surrogates, in which a source could hide anything. */
const hidden = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u

/** What is wrong with a source, in words: nothing of it where every planted text is in a literal or a comment. */
export const faultsOf = (path: string, text: string): ReadonlyArray<string> => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  const faults: Array<string> = []
  const spans: Array<Span> = []
  // The parser keeps what it could not make sense of.
  const { parseDiagnostics = [] } = file as unknown as { readonly parseDiagnostics?: ReadonlyArray<ts.Diagnostic> }
  for (const { messageText } of parseDiagnostics) faults.push(ts.flattenDiagnosticMessageText(messageText, ' '))
  for (const statement of file.statements)
    if (!statements.has(statement.kind)) faults.push(`a statement of kind ${ts.SyntaxKind[statement.kind]}`)
  const looked = new Set<number>()
  const comments = (at: number): void => {
    if (looked.has(at)) return
    looked.add(at)
    const found = [...(ts.getLeadingCommentRanges(text, at) ?? []), ...(ts.getTrailingCommentRanges(text, at) ?? [])]
    for (const { pos, end } of found) spans.push([pos, end])
  }
  const visit = (node: ts.Node): void => {
    comments(node.pos)
    comments(node.end)
    if (literalKinds.has(node.kind)) spans.push([node.getStart(file), node.end])
    if (ts.isIdentifier(node) && node.text === '__pwned') faults.push('a name out of what was planted')
    if (node.kind === ts.SyntaxKind.TemplateExpression) faults.push('a template with expressions')
    ts.forEachChild(node, visit)
  }
  visit(file)
  for (let at = text.indexOf(flag); at >= 0; at = text.indexOf(flag, at + 1))
    if (!spans.some(([from, to]) => from <= at && at + flag.length <= to))
      faults.push(`planted text in the open: ${JSON.stringify(text.slice(Math.max(0, at - 20), at + 30))}`)
  const control = hidden.exec(text)
  if (control !== null) faults.push(`a hidden character, U+${control[0].charCodeAt(0).toString(16)}`)
  if (/<\/?script|<!--/i.test(stripComments(text, spans))) faults.push('a tag of HTML')
  return faults
}

/** The literals alone: in a comment a tag is only words. */
const stripComments = (text: string, spans: ReadonlyArray<Span>): string =>
  spans
    .map(([from, to]) => text.slice(from, to))
    .filter((span) => !span.startsWith('/*') && !span.startsWith('//'))
    .join('\n')
