/**
 * A shape with every kind in it, whose fields and member names are the same, so that one object can be put to all readings.
 */
import * as S from '../../../lib/shape/index.js'
import { Prelude as P } from '../../../lib/shape/index.js'
import * as V from '../../../lib/value/index.js'

export type Loose = Record<string, unknown>
export type Any = S.Shape<unknown, V.Value, unknown>

const id = (name: string): string => `com.example#${name}`

const any = (shape: S.AnyShape): Any => shape as unknown as Any

const State = S.enumeration(id('State'), { OPEN: 'OPEN', CLOSED: 'CLOSED' })

export const Node: Any = any(
  S.structure<Loose, never, never>(id('Node'), {
    text: ['text', () => P.String, 1],
    state: ['state', () => State],
    count: ['count', () => P.Integer],
    long: ['long', () => P.Long],
    decimal: ['decimal', () => P.BigDecimal],
    ratio: ['ratio', () => P.Double],
    flag: ['flag', () => P.Boolean],
    bytes: ['bytes', () => P.Blob],
    time: ['time', () => P.Timestamp],
    texts: ['texts', () => S.list(id('Texts'), () => P.String)],
    nodes: ['nodes', () => S.list(id('Nodes'), () => Node)],
    unique: ['unique', () => S.list(id('Unique'), () => P.String, { uniqueItems: true })],
    sparse: ['sparse', () => S.sparseList(id('Sparse'), () => P.String)],
    map: [
      'map',
      () =>
        S.map(
          id('Map'),
          () => P.String,
          () => P.String,
        ),
    ],
    nodeMap: [
      'nodeMap',
      () =>
        S.map(
          id('NodeMap'),
          () => P.String,
          () => Node,
        ),
    ],
    choice: ['choice', () => Choice],
    child: ['child', () => Node],
  }),
)

const Choice: Any = any(
  S.union<{ _tag: 'text'; value: unknown } | { _tag: 'node'; value: unknown }, never, never>(id('Choice'), {
    text: ['text', () => P.String],
    node: ['node', () => Node],
  }),
)

/** A document by itself: neither XML nor CBOR has one. */
export const Paper: Any = any(S.inferred(id('Paper'), { doc: ['doc', () => P.Document] }))

// -------------------------------------------------------------------------------------
// good values
// -------------------------------------------------------------------------------------

const shared = (): Loose => ({
  text: 'a😀',
  state: 'OPEN',
  count: 7,
  ratio: 0.5,
  flag: true,
  texts: ['x', 'y'],
  nodes: [{ text: 'in a list' }, { text: 'again' }],
  unique: ['x', 'y'],
  sparse: ['x', null],
  map: { a: 'x', b: 'y' },
  nodeMap: { a: { text: 'in a map' } },
  child: { text: 'below', texts: ['z'], map: { c: 'z' } },
})

/** As `make` takes it. */
export const domain = (): Loose => ({
  ...shared(),
  long: 9007199254740993n,
  decimal: { coefficient: 15n, exponent: -1 },
  bytes: Uint8Array.of(1, 2, 3),
  time: new Date(1500),
  choice: { _tag: 'node', value: { text: 'chosen' } },
})

/** The same as a JSON tree. */
export const tree = (): Loose => ({
  ...shared(),
  long: 9007199254740993n,
  decimal: 1.5,
  bytes: 'AQID',
  time: 1.5,
  choice: { node: { text: 'chosen' } },
})

/** The same as a Value; each call makes a new one, of plain objects. */
export const value = (): V.Value => {
  const made = Node.make(domain())
  return made._tag === 'Right' ? Node.encode(made.right) : V.absent
}
