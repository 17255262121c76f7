/** Log-log plots as SVG: one line a series, no dependency. */

const width = 720
const height = 400
const edge = { left: 70, right: 190, top: 40, bottom: 50 }
const colours = ['#1f77b4', '#d62728', '#2ca02c', '#9467bd', '#ff7f0e']

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Powers of ten around numbers; one that is over a power by a hair has no decade more. */
const decades = (low, high) => {
  const powers = []
  for (let power = Math.floor(Math.log10(low * 1.02)); power <= Math.ceil(Math.log10(high / 1.02)); power++)
    powers.push(power)
  return powers
}

const powerText = (power) =>
  power >= 0 && power < 4 ? String(10 ** power) : power < 0 && power > -4 ? (10 ** power).toFixed(-power) : `1e${power}`

/** A number along an axis, from the powers of ten at its ends. */
const along = (powers, from, to) => {
  const first = powers[0]
  const span = (powers.at(-1) ?? first) - first || 1
  return (n) => Number((from + ((Math.log10(n) - first) / span) * (to - from)).toFixed(1))
}

/**
 * @param {{ title: string, xLabel: string, yLabel: string, series: ReadonlyArray<{ name: string, points: ReadonlyArray<readonly [number, number]>, exponent: number }> }} plot
 */
export const plotSvg = ({ title, xLabel, yLabel, series }) => {
  const all = series.flatMap(({ points }) => points)
  const xs = decades(Math.min(...all.map(([x]) => x)), Math.max(...all.map(([x]) => x)))
  const ys = decades(Math.min(...all.map(([, y]) => y)), Math.max(...all.map(([, y]) => y)))
  const x = along(xs, edge.left, width - edge.right)
  const y = along(ys, height - edge.bottom, edge.top)
  const bottom = height - edge.bottom
  const right = width - edge.right
  const grid = [
    ...xs.map((power) => {
      const at = x(10 ** power)
      return `<path d="M${at} ${edge.top}V${bottom}" stroke="#ddd"/><text x="${at}" y="${bottom + 18}" text-anchor="middle">${powerText(power)}</text>`
    }),
    ...ys.map((power) => {
      const at = y(10 ** power)
      return `<path d="M${edge.left} ${at}H${right}" stroke="#ddd"/><text x="${edge.left - 8}" y="${at + 4}" text-anchor="end">${powerText(power)}</text>`
    }),
  ]
  const lines = series.flatMap(({ name, points, exponent }, i) => {
    const colour = colours[i % colours.length]
    const [lastX, lastY] = points.at(-1)
    return [
      `<polyline points="${points.map(([px, py]) => `${x(px)},${y(py)}`).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      `<circle cx="${x(lastX)}" cy="${y(lastY)}" r="3" fill="${colour}"/>`,
      `<text x="${right + 14}" y="${edge.top + 20 * i + 10}" fill="${colour}">${escaped(name)}: exponent ${exponent.toFixed(2)}</text>`,
    ]
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${edge.left}" y="22" font-size="14">${escaped(title)}</text>`,
    ...grid,
    ...lines,
    `<text x="${(edge.left + right) / 2}" y="${height - 10}" text-anchor="middle">${escaped(xLabel)}</text>`,
    `<text x="16" y="${(edge.top + bottom) / 2}" text-anchor="middle" transform="rotate(-90 16 ${(edge.top + bottom) / 2})">${escaped(yLabel)}</text>`,
    '</svg>',
    '',
  ].join('\n')
}
