/**
 * CBOR: items as trees, and as shapes.
 */
import { isDeepStrictEqual } from 'node:util'
import { domainWriting } from '../../../lib/compile/domain.js'
import { walker } from '../../../lib/compile/walk.js'
import { readCbor, writeCbor } from '../../../lib/format/cbor.js'
import { cborBytes, cborView } from '../../../lib/interpret/cbor.js'
import { marker } from '../../laws/poison.js'
import type { Reading } from '../reading.js'
import { holdReadings, seedsBy, subjects } from '../reading.js'
import type { Target } from '../Target.js'
import { hold, latin1Of } from '../Target.js'

const bytes: Reading<Uint8Array> = {
  name: 'cborBytes',
  codecOf: cborBytes,
  parse: (outer) => {
    const read = readCbor(outer)
    return read._tag === 'Left' ? undefined : { node: read.right }
  },
  // A count of items beyond a limit is told before it is known whether they are there.
  faultOf: (outer) => {
    const read = readCbor(outer)
    return read._tag === 'Left' ? (read.left.size?.code ?? 'syntax') : ''
  },
  walkOf: walker(cborView, domainWriting),
  kinds: [],
  holds: () => true,
}

const shapes = subjects(false)

const named = (name: string): string => `${String.fromCharCode(0x60 + name.length)}${name}`

export const cbor: Target = {
  name: 'cbor',
  words: [
    ...[
      '\x00',
      '\x20',
      '\x17',
      '\x18\xff',
      '\x19\xff\xff',
      '\x1a\x80\x00\x00\x00',
      '\x1b\xff\xff\xff\xff\xff\xff\xff\xff',
    ],
    ...[
      '\x3b\x00\x1f\xff\xff\xff\xff\xff\xff',
      '\x3b\x7f\xff\xff\xff\xff\xff\xff\xff',
      '\x1b\x00\x20\x00\x00\x00\x00\x00\x00',
    ],
    ...[
      '\x40',
      '\x41\x00',
      '\x5f\x41\x00\xff',
      '\x60',
      '\x61a',
      '\x7f\x61a\xff',
      '\x80',
      '\x81',
      '\x9f',
      '\xff',
      '\x9f\xff',
    ],
    ...[
      '\xa0',
      '\xa1',
      '\xbf',
      '\xbf\xff',
      '\xc1',
      '\xc2\x41\x01',
      '\xc3\x49\x01\0\0\0\0\0\0\0\0',
      '\xc4\x82\x20\x01',
      '\xd9\xd9\xf7',
    ],
    ...[
      '\xf4',
      '\xf5',
      '\xf6',
      '\xf7',
      '\xf8\x20',
      '\xe0',
      '\xf9\x7e\x00',
      '\xf9\x7c\x00',
      '\xf9\x80\x00',
      '\xfa\x7f\xc0\x00\x00',
    ],
    ...[
      '\xfb\x7f\xf0\x00\x00\x00\x00\x00\x00',
      '\xfb\x41\xd9\x00\x00\x00\x00\x20\x00',
      '\x1c',
      '\x5f\x5f',
      '\x78\x05',
      '\x98\x20',
    ],
    ...['__proto__', '__type', 'Text', 'Child', 'Choice', 'City', 'N', 'D', 'S', 'constructor', marker].map(named),
    ...['\xc3\xa9', '\xed\xa0\x80', '\xc1\xfb\x41\xd9\x00\x00\x00\x20\x00\x00', '\xc1\x1a\x4b\x3d\x00\x00'],
  ],
  tokens: /[\x60-\x77][A-Za-z]+|[\x18\x38\x58\x78\xf8]?.|[\x80-\xff]/gs,
  nests: [
    ['\x81', ''],
    ['\x9f', '\xff'],
    [`\xa1${named('Child')}`, ''],
    [`\xbf${named('Choice')}\xa1${named('B')}`, '\xff'],
    ['\xc1', ''],
  ],
  seeds: seedsBy(cborBytes, false),
  check: (input) => {
    const read = readCbor(input)
    if (read._tag === 'Left') {
      const { byteOffset, expected } = read.left
      hold(
        'readCbor: a fault lies in the bytes',
        byteOffset >= 0 && byteOffset <= input.length && expected !== '',
        () => `${byteOffset}`,
      )
    } else {
      const written = writeCbor(read.right)
      const again = readCbor(written)
      hold('readCbor: read, written and read', again._tag === 'Right' && isDeepStrictEqual(again.right, read.right))
    }
    holdReadings(bytes, shapes, input, latin1Of(input))
  },
}
