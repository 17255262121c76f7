/**
 * What somebody may have meant.
 */

/** Edits between two words: letters put in, left out, changed or swapped with the next. Time: the product of their lengths. */
export const distance = (a: string, b: string): number => {
  let before: ReadonlyArray<number> = []
  let row: ReadonlyArray<number> = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((next[j - 1] as number) + 1, (row[j] as number) + 1, (row[j - 1] as number) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] as number) + 1)
      }
      next.push(best)
    }
    before = row
    row = next
  }
  return row[b.length] as number
}

const longest = 100

/**
 * At most three of the candidates, best first: those that differ by case alone, by few edits, or that hold the word.
 *
 * @example
 * ```ts
 * assert.deepEqual(suggest('StartEmailContct', ['StartChatContact', 'StartEmailContact']), ['StartEmailContact'])
 * ```
 */
export const suggest = (word: string, candidates: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (word === '' || word.length > longest) return []
  const lower = word.toLowerCase()
  return candidates
    .filter(({ length }) => length <= longest)
    .map((candidate) => {
      const other = candidate.toLowerCase()
      const edits = distance(lower, other)
      const isClose = edits <= Math.max(1, Math.floor(word.length / 5))
      const isPart = lower.length >= 4 && other.includes(lower)
      return { candidate, rank: isClose ? edits : isPart ? 1000 + other.length - lower.length : Infinity }
    })
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** A hint for each word that is none of the candidates. */
export const didYouMean = (words: ReadonlyArray<string>, candidates: ReadonlyArray<string>): ReadonlyArray<string> =>
  words.flatMap((word) => {
    const near = suggest(word, candidates)
    return near.length === 0 ? [] : [`${words.length > 1 ? `${word}: ` : ''}did you mean ${near.join(' or ')}?`]
  })
