/**
 * A shape that hostile input of every kind can reach.
 */
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P } from '../../lib/shape/index.js'

export const id = (name: string): string => `com.example#${name}`

/** Every kind, and itself in every aggregate. */
export const Node: AnyShape = S.structure<Record<string, unknown>, never, never>(id('Node'), {
  name: ['Name', () => P.String],
  child: ['Child', () => Node],
  list: ['List', () => Nodes],
  map: ['Map', () => NodeMap],
  flat: ['Flat', () => Nodes, 0, { xmlFlattened: true }],
  choice: ['Choice', () => Choice],
  byte: ['Byte', () => P.Byte],
  integer: ['Integer', () => P.Integer],
  long: ['Long', () => P.Long],
  bigInteger: ['BigInteger', () => P.BigInteger],
  bigDecimal: ['BigDecimal', () => P.BigDecimal],
  double: ['Double', () => P.Double],
  boolean: ['Boolean', () => P.Boolean],
  blob: ['Blob', () => P.Blob],
  timestamp: ['Timestamp', () => P.Timestamp],
  doc: ['Doc', () => P.Document],
  set: ['Set', () => S.list(id('Set'), () => P.String, { uniqueItems: true })],
  nodeSet: [
    'NodeSet',
    () => S.list(id('NodeSet'), () => Node as S.Shape<unknown, never, unknown>, { uniqueItems: true }),
  ],
})
// Targets of any type: the shape is only read here.
const Nodes: AnyShape = S.list(id('Nodes'), () => Node as S.Shape<unknown, never, unknown>)
const NodeMap: AnyShape = S.map(
  id('NodeMap'),
  () => P.String,
  () => Node as S.Shape<unknown, never, unknown>,
)
const Choice: AnyShape = S.union<{ _tag: 'a'; value: unknown } | { _tag: 'b'; value: unknown }, never, never>(
  id('Choice'),
  {
    a: ['A', () => Choice],
    b: ['B', () => P.String],
  },
)
