/**
 * The laws that hold for whatever a reader of shapes is given.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Errors } from '../../lib/index.js'
import { pathText } from '../../lib/index.js'
import { issuesOf } from '../../lib/value/index.js'
import { marker, reaches } from '../laws/poison.js'
import { hold } from './Target.js'

const codes: ReadonlySet<string> = new Set([
  'missing',
  'type',
  'length',
  'range',
  'pattern',
  'enum',
  'unique',
  'union',
  'unknownMember',
  'documented',
  'syntax',
  'depth',
  'size',
  'unrepresentable',
])

/** At least one issue; each with a path, a code, and words for what was wanted and what came. */
export const holdIssues = (errors: Errors): void => {
  hold('a refusal has issues', errors.length > 0)
  for (const { issue, message, serverMessage, context } of errors) {
    const says = (): string => JSON.stringify(issue)
    hold('an issue has a path', Array.isArray(issue.path) && pathText(issue.path) !== '', says)
    hold('an issue has a known code', codes.has(issue.code), says)
    hold('an issue has words', issue.expected !== '' && issue.actual !== '' && issue.shape !== '', says)
    hold('an issue has texts', message !== '' && serverMessage !== '' && context.length > 0, says)
  }
}

/** Nothing that can be read of a refusal quotes a secret. */
export const holdSecrecy = (errors: Errors): void => {
  const seen = new Set<unknown>()
  for (const error of errors) {
    const { issue, message, serverMessage, value, context } = error
    const texts = [JSON.stringify(error), message, serverMessage, String(error), pathText(issue.path)]
    const parts = [value, ...context.flatMap(({ key, actual }) => [key, actual])]
    hold(
      'no secret stands in an issue',
      !texts.some((text) => text.includes(marker)) && !parts.some((part) => reaches(part, seen)),
      () => message.replaceAll(marker, '(the secret)'),
    )
  }
}

/** Two ways that have to give the same: values by every part, refusals by their issues. */
export const holdSame = (
  law: string,
  a: { readonly _tag: 'Left'; readonly left: Errors } | { readonly _tag: 'Right'; readonly right: unknown },
  b: typeof a,
): void => {
  if (a._tag === 'Left' && b._tag === 'Left') {
    const [mine, theirs] = [issuesOf(a.left), issuesOf(b.left)]
    hold(law, isDeepStrictEqual(mine, theirs), () => `${JSON.stringify(mine[0])} and ${JSON.stringify(theirs[0])}`)
    return
  }
  const told = (one: typeof a): string => (one._tag === 'Right' ? 'a value' : (one.left[0]?.message ?? 'no issue'))
  hold(law, a._tag === b._tag, () => `${told(a)} and ${told(b)}`)
  if (a._tag === 'Right' && b._tag === 'Right') hold(law, isDeepStrictEqual(a.right, b.right), () => 'two values')
}
