/**
 * Bytes for people: an offset, sixteen bytes and their ASCII a line.
 */

const perLine = 16

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0')

const ascii = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')

export const hexDump = (bytes: Uint8Array): string => {
  const lines: Array<string> = []
  for (let at = 0; at < bytes.length; at += perLine) {
    const part = Array.from(bytes.subarray(at, at + perLine))
    const columns = part.map((byte) => hex(byte, 2)).join(' ')
    lines.push(`${hex(at, 4)}  ${columns.padEnd(perLine * 3 - 1)}  ${part.map(ascii).join('')}`)
  }
  return lines.join('\n')
}
