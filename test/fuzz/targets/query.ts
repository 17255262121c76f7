/**
 * Forms: pairs, the tree of their names, and shapes in both dialects.
 */
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { domainWriting, exactView } from '../../../lib/compile/domain.js'
import { trusted } from '../../../lib/compile/Policy.js'
import { isRefused } from '../../../lib/compile/Run.js'
import { failed } from '../../../lib/compile/walk/Walk.js'
import { startWalk, walker } from '../../../lib/compile/walk.js'
import type { FormNode, FormPairs } from '../../../lib/format/form.js'
import { readForm, treeOf, writeForm } from '../../../lib/format/form.js'
import type { QueryPart } from '../../../lib/interpret/query.js'
import { heldNode, pairsOf, queryView, queryWriting } from '../../../lib/interpret/query.js'
import { queryWriter } from '../../../lib/interpret/queryWriter.js'
import { toValidation } from '../../../lib/shape/codec.js'
import { shapeOf } from '../../../lib/shape/index.js'
import { arbitrary } from '../../../lib/testing/index.js'
import { isWellFormed } from '../../../lib/value/Document.js'
import { marker } from '../../laws/poison.js'
import { holdIssues, holdSecrecy } from '../oracle.js'
import { subjects } from '../reading.js'
import { everyKind, light, wide } from '../service.js'
import type { Target } from '../Target.js'
import { hold, textOf, utf8Of } from '../Target.js'

const dialects = (['aws', 'ec2'] as const).map((dialect) => ({
  dialect,
  read: walker(queryView(dialect), domainWriting),
  write: walker(exactView, queryWriting(dialect)),
  print: queryWriter(dialect),
}))

const shapes = subjects(false)

/** The pairs of a value; `undefined` where a form cannot hold it. */
const pairsBy = (
  { dialect, write }: (typeof dialects)[number],
  schema: Parameters<typeof write>[0],
  a: unknown,
): FormPairs | undefined => {
  const { result, run } = startWalk(write, schema, trusted, a)
  return isRefused(run) || result === failed ? undefined : pairsOf(result as QueryPart, '', false, dialect)
}

const allPairs = (node: FormNode, name: string): ReadonlyArray<string> => [
  ...(node.text === undefined ? [] : [`${name}=${node.text}`]),
  ...[...node.children].flatMap(([segment, child]) => allPairs(child, `${name}.${segment}`)),
]

const holdShapes = (pairs: FormPairs, hasMarker: boolean): void => {
  const root = heldNode(treeOf(pairs))
  for (const one of dialects)
    for (const shape of shapes) {
      const { schema, policy } = shape
      const decoded = toValidation<unknown>(
        startWalk(one.read, schema, policy, root),
        [{ key: '', type: shape, actual: root }],
        (inner) => shapeOf(inner, policy),
      )
      if (decoded._tag === 'Left') {
        holdIssues(decoded.left)
        if (hasMarker && schema.traits.sensitive === true) holdSecrecy(decoded.left)
        continue
      }
      hold('a form that is read is of the shape', shape.is(decoded.right))
      const written = pairsBy(one, schema, decoded.right)
      // The quick writer gives what the walk gives, or leaves it to the walk.
      const printed = one.print(schema)('', decoded.right)
      if (printed !== undefined)
        hold(
          'a form is written the quick way as by the walk',
          written !== undefined && new TextDecoder().decode(printed).replace(/^&/, '') === writeForm(written),
        )
      if (written === undefined) continue
      const again = startWalk(one.read, schema, policy, heldNode(treeOf(written)))
      if (again.result === failed || isRefused(again.run)) {
        // EC2's dialect writes an empty list as nothing at all, and the list may be required.
        const codes = again.run.refusals.found.map(({ issue }) => issue.code)
        hold(
          'a form that was read and written is read',
          one.dialect === 'ec2' && codes.every((code) => code === 'missing'),
          () => writeForm(written),
        )
        continue
      }
      hold(
        'a form that was read and written twice is the same',
        isDeepStrictEqual(pairsBy(one, schema, again.result), written),
      )
    }
}

export const query: Target = {
  name: 'query',
  words: [
    ...[
      '&',
      '=',
      '.',
      '+',
      '%20',
      '%',
      '%2',
      '%ff',
      '%c3%a9',
      '%2E',
      '%26',
      '.member',
      '.member.1',
      '.entry.1.key',
      '.entry.1.value',
    ],
    ...[
      '.1',
      '.2',
      '.0',
      '.01',
      '.999999999',
      '.1000000000',
      '.k=',
      '.v=',
      '.Name',
      '.Value',
      'Action=Put',
      'Version=',
      'Text=',
      'City=',
    ],
    ...[
      'Child.',
      'Choice.B.',
      'Choice.A=',
      'Children.member.1.',
      'flat.1=',
      'FlatMap.1.k=a',
      's:Suit=club',
      'Secrets.',
      '__proto__',
      'constructor=',
    ],
    ...['true', 'false', 'NaN', 'Infinity', '1e5', 'AA%3D%3D', '2018-01-09T20%3A51%3A21Z', marker, '\xff', '\xc3\xa9'],
  ],
  tokens: /%[\da-fA-F]{2}|[A-Za-z]+|\d+|[.&=+]/g,
  nests: [
    ['Child.', ''],
    ['Choice.B.', ''],
    ['Children.member.1.', ''],
    ['a.', ''],
  ],
  seeds: (count, seed) =>
    dialects.flatMap((one) =>
      [everyKind, light, wide].flatMap(({ schema }) =>
        fc
          .sample(arbitrary(fc)(schema, { depth: 2, items: 2, absent: 6 }), { numRuns: Math.ceil(count / 6), seed })
          .flatMap((a) => {
            const pairs = pairsBy(one, schema, a)
            return pairs === undefined ? [] : [utf8Of(writeForm(pairs))]
          }),
      ),
    ),
  check: (input) => {
    const text = textOf(input)
    const read = readForm(text)
    if (read._tag === 'Left') {
      const { left: fault } = read
      const isPlaced = fault._tag === 'Size' || (fault.pair >= 0 && fault.pair < text.split('&').length)
      hold('readForm: a fault is of one of the pairs', isPlaced)
      return
    }
    const pairs = read.right
    const again = readForm(writeForm(pairs))
    if (isWellFormed(text))
      hold('readForm: read, written and read', again._tag === 'Right' && isDeepStrictEqual(again.right, pairs))
    const last = new Map(pairs)
    hold(
      'treeOf: every name, its last value',
      isDeepStrictEqual(
        new Set(allPairs(treeOf(pairs), '')),
        new Set([...last].map(([name, value]) => `.${name}=${value}`)),
      ),
    )
    holdShapes(pairs, text.includes(marker))
  },
}
