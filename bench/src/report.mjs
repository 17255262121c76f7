/** A run as text and as data. */

const digits = (n) => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2))

export const timeText = (nanos) =>
  nanos < 1e3 ? `${digits(nanos)} ns` : nanos < 1e6 ? `${digits(nanos / 1e3)} µs` : `${digits(nanos / 1e6)} ms`

/** Columns as wide as their widest cell; the first `left` of them flush left. */
export const tableText = (rows, left = 2) => {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => [...row[i]].length)))
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i < left ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export const goalText = ({ as, goal }) => (goal === undefined ? '' : `${as === 'speed' ? '≥' : '≤'} ${goal}`)

export const passText = ({ pass }) => (pass === undefined ? '' : pass ? 'yes' : 'NO')

const heads = ['row', 'payload', 'ratio', 'low', 'high', 'goal', 'met', 'ours', 'theirs', 'against']

/** The rows of ratios, one line each. */
export const verdictsText = (verdicts) =>
  tableText([
    heads,
    ...verdicts.map((one) => [
      one.id,
      one.payload,
      digits(one.ratio),
      digits(one.low),
      digits(one.high),
      goalText(one),
      passText(one),
      one.unit ?? timeText(one.medians.find(({ name }) => name === one.ours).nanos),
      one.unit === undefined ? timeText(one.medians.find(({ name }) => name === one.peer).nanos) : '',
      one.peer ?? '',
    ]),
  ])

/** The medians of every contender of every row, fastest first. */
export const contendersText = (verdicts) =>
  verdicts
    .filter(({ medians }) => medians !== undefined)
    .map(({ id, payload, medians }) => {
      const sorted = [...medians].sort((a, b) => a.nanos - b.nanos)
      return `${id} ${payload}: ${sorted.map(({ name, nanos }) => `${name} ${timeText(nanos)}`).join(', ')}`
    })
    .join('\n')

/** What `--json` writes: rows that have a goal. */
export const jsonOf = (verdicts) =>
  verdicts
    .filter(({ goal }) => goal !== undefined)
    .map(({ id, payload, ratio, low, high, goal, pass }) => ({ id, payload, ratio, low, high, goal, pass }))

/** What the peers judge otherwise, by rule. */
export const judgedText = ({ cases, accepted, excepted }) => {
  const rules = grouped(excepted)
  const lines = [...rules].map(
    ([rule, found]) => `  ${rule}\n    ${found.map(({ peer, count }) => `${peer} ${count}`).join(', ')}`,
  )
  return [`${cases} objects judged alike, ${accepted} of them good; exceptions by rule:`, ...lines].join('\n')
}

const grouped = (excepted) => {
  const rules = new Map()
  for (const one of excepted) {
    const key = `${one.rule}: ${one.reason}`
    rules.set(key, [...(rules.get(key) ?? []), one])
  }
  return rules
}
