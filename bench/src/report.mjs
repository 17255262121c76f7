/** A run as text and as data. */

/** Three digits or so. */
export const digits = (n) => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2))

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
      timeText(one.medians.find(({ name }) => name === one.ours).nanos),
      timeText(one.medians.find(({ name }) => name === one.peer).nanos),
      one.peer,
    ]),
  ])

/** The medians of every contender of every row, fastest first. */
export const contendersText = (verdicts) =>
  verdicts
    .map(({ id, payload, medians }) => {
      const sorted = [...medians].sort((a, b) => a.nanos - b.nanos)
      return `${id} ${payload}: ${sorted.map(({ name, nanos }) => `${name} ${timeText(nanos)}`).join(', ')}`
    })
    .join('\n')

/** A count without decimals, anything else with its unit. */
export const costText = ({ unit }, n) => (n === undefined ? '' : unit === '' ? String(n) : `${digits(n)} ${unit}`)

export const costsText = (costs) =>
  tableText([
    ['cost', 'of', 'value', 'low', 'high', 'goal', 'met', 'note'],
    ...costs.map((one) => [
      one.id,
      one.name,
      costText(one, one.median),
      costText(one, one.low),
      costText(one, one.high),
      one.goal === undefined ? '' : `≤ ${one.goal}`,
      passText(one),
      one.note ?? '',
    ]),
  ])

/** How time grows, a line each. */
export const growthText = (growth) =>
  Object.entries(growth)
    .flatMap(([by, series]) =>
      series.map(({ name, exponent }) => `${name} grows by ${by} size to the power ${exponent.toFixed(2)}`),
    )
    .join('\n')

/** What `--json` writes: what has a goal. A cost stands where a ratio does, in its own unit. */
export const jsonOf = (verdicts, costs) =>
  [
    ...verdicts,
    ...costs.map((cost) => ({ ...cost, payload: cost.unit === '' ? 'count' : cost.unit, ratio: cost.median })),
  ]
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
