/**
 * Colours are told from their background, in the palettes that terminals come with.
 *
 * Source: WCAG 2.2, "relative luminance" and 1.4.3, contrast of at least 4.5.
 */
import assert from 'node:assert/strict'
import type { Style } from '../../lib/cli/Terminal.js'
import { paint } from '../../lib/cli/Terminal.js'

/** A terminal's background, and its colours by the number that asks for them. */
interface Palette {
  readonly name: string
  readonly light: boolean
  readonly background: string
  readonly colours: Readonly<Record<number, string>>
}

const palettes: ReadonlyArray<Palette> = [
  {
    name: 'xterm',
    light: false,
    background: '000000',
    colours: { 91: 'ff0000', 92: '00ff00', 93: 'ffff00', 96: '00ffff' },
  },
  {
    name: 'Windows Terminal, Campbell',
    light: false,
    background: '0c0c0c',
    colours: { 91: 'e74856', 92: '16c60c', 93: 'f9f1a5', 96: '61d6d6' },
  },
  {
    name: 'VS Code, dark',
    light: false,
    background: '1e1e1e',
    colours: { 91: 'f14c4c', 92: '23d18b', 93: 'f5f543', 96: '29b8db' },
  },
  {
    name: 'GNOME, dark',
    light: false,
    background: '1e1e1e',
    colours: { 91: 'f66151', 92: '33d17a', 93: 'e9ad0c', 96: '33c7de' },
  },
  { name: 'xterm, light', light: true, background: 'ffffff', colours: { 31: 'cd0000', 34: '0000ee' } },
  { name: 'VS Code, light', light: true, background: 'ffffff', colours: { 31: 'cd3131', 34: '0451a5' } },
  { name: 'GNOME, light', light: true, background: 'ffffff', colours: { 31: 'c01c28', 34: '12488b' } },
]

const luminance = (rgb: string): number => {
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(rgb.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const contrast = (a: string, b: string): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const coloured: ReadonlyArray<Style> = ['red', 'green', 'yellow', 'cyan']

describe('colours of a terminal', () => {
  for (const { name, light, background, colours } of palettes)
    it(`have contrast: ${name}`, () => {
      const told: Array<string> = []
      for (const style of coloured) {
        const painted = paint({ write: () => {}, colour: true, columns: 80, light }, style, 'x')
        const code = Number(/^\u001b\[(\d+)mx/.exec(painted)?.[1])
        // Bold text has the colour that the user reads everything in.
        if (code === 1) continue
        const ratio = contrast(colours[code] ?? assert.fail(`${style} is ${code}`), background)
        told.push(`${style} ${ratio.toFixed(1)}`)
        assert.ok(ratio >= 4.5, `${style}: ${ratio}`)
      }
      console.log(`      ${told.join(', ')}`)
    })

  it('are left out where nobody sees them', () =>
    assert.equal(paint({ write: () => {}, colour: false, columns: undefined }, 'red', 'x'), 'x'))
})
