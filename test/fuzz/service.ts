/**
 * A service with a member of every kind in every part of a message, read from a model: what the readers of shapes are tried on.
 */
import type { AnyOperation, Service } from '../../lib/index.js'
import { readSmithy } from '../../lib/model/index.js'
import type { Schema } from '../../lib/schema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'

type Node = Readonly<Record<string, unknown>>

// model

const to = (target: string, traits: Node = {}): Node => ({
  target: target.includes('#') ? target : `smithy.api#${target}`,
  ...(Object.keys(traits).length > 0 && {
    traits: Object.fromEntries(Object.entries(traits).map(([name, value]) => [`smithy.api#${name}`, value])),
  }),
})

const typed = (type: string, parts: Node, traits: Node = {}): Node => ({
  type,
  ...parts,
  traits: Object.fromEntries(
    Object.entries(traits).map(([name, value]) => [name.includes('#') ? name : `smithy.api#${name}`, value]),
  ),
})

const listOf = (member: Node, traits: Node = {}): Node => typed('list', { member }, traits)

const mapOf = (value: Node, traits: Node = {}, key: Node = to('String')): Node => typed('map', { key, value }, traits)

const structureOf = (members: Node, traits: Node = {}): Node => typed('structure', { members }, traits)

const leaves: Node = {
  Text: to('String'),
  Short: to('fuzz#Short'),
  Suit: to('fuzz#Suit', { jsonName: 'suit', xmlName: 's:Suit' }),
  Rank: to('fuzz#Rank'),
  Byte: to('Byte'),
  Small: to('Short', { xmlName: 'small' }),
  Integer: to('fuzz#Few'),
  Long: to('Long'),
  BigInteger: to('BigInteger'),
  BigDecimal: to('BigDecimal'),
  Float: to('Float'),
  Double: to('Double'),
  Flag: to('Boolean', { default: true }),
  Blob: to('Blob'),
  DateTime: to('Timestamp', { timestampFormat: 'date-time' }),
  Epoch: to('Timestamp', { timestampFormat: 'epoch-seconds' }),
  HttpDate: to('Timestamp', { timestampFormat: 'http-date' }),
  Plain: to('Timestamp'),
  Secret: to('fuzz#Secret'),
}

/** Members of every kind but the document, which JSON alone can hold. */
const every = (self: string): Node => ({
  ...leaves,
  Attribute: to('String', { xmlAttribute: {}, xmlName: 'x:at' }),
  List: to('fuzz#Texts'),
  Sparse: to('fuzz#SparseTexts'),
  Set: to('fuzz#Whole'),
  Flat: to('fuzz#Integers', { xmlFlattened: {}, xmlName: 'flat' }),
  Map: to('fuzz#TextMap'),
  SparseMap: to('fuzz#SparseMap'),
  FlatMap: to('fuzz#IntegerMap', { xmlFlattened: {} }),
  Secrets: to('fuzz#SecretMap'),
  Choice: to('fuzz#Choice'),
  Child: to(self),
  Children: to(`${self}List`),
  constructor: to('String'),
})

const inHeaders: Node = {
  HText: to('String', { httpHeader: 'X-Text' }),
  HTexts: to('fuzz#Texts', { httpHeader: 'X-Texts' }),
  HDates: to('fuzz#Dates', { httpHeader: 'X-Dates' }),
  HFlag: to('Boolean', { httpHeader: 'X-Flag' }),
  HLong: to('Long', { httpHeader: 'X-Long' }),
  HDouble: to('Double', { httpHeader: 'X-Double' }),
  HSuit: to('fuzz#Suit', { httpHeader: 'X-Suit' }),
  HMedia: to('fuzz#Media', { httpHeader: 'X-Media' }),
  Meta: to('fuzz#TextMap', { httpPrefixHeaders: 'X-Meta-' }),
}

const inUri: Node = {
  Label: to('String', { required: {}, httpLabel: {} }),
  Rest: to('String', { required: {}, httpLabel: {} }),
  Number: to('Integer', { required: {}, httpLabel: {} }),
  Q: to('Timestamp', { httpQuery: 'q' }),
  Qs: to('fuzz#Integers', { httpQuery: 'qs' }),
  Params: to('fuzz#ParamMap', { httpQueryParams: {} }),
}

const hushed: Node = {
  Short: to('fuzz#Short', { required: {} }),
  Suit: to('fuzz#Suit'),
  Few: to('fuzz#Few'),
  Set: to('fuzz#Whole'),
  Map: to('fuzz#SparseMap'),
  Choice: to('fuzz#Choice'),
}

const operationOf = (name: string, uri: string, method = 'POST'): Node => ({
  [`fuzz#${name}`]: {
    type: 'operation',
    input: { target: `fuzz#${name}Input` },
    output: { target: `fuzz#${name}Output` },
    errors: [{ target: 'fuzz#Slow' }, { target: 'fuzz#Broken' }],
    traits: { 'smithy.api#http': { method, uri, code: 200 } },
  },
})

const shapes: Node = {
  'fuzz#Short': typed('string', {}, { length: { min: 1, max: 8 }, pattern: '^[a-z]+$' }),
  'fuzz#Secret': typed('string', {}, { sensitive: {}, length: { max: 12 } }),
  'fuzz#Media': typed('string', {}, { mediaType: 'application/json' }),
  'fuzz#Few': typed('integer', {}, { range: { min: -5, max: 1000 } }),
  'fuzz#Suit': {
    type: 'enum',
    members: Object.fromEntries(
      ['CLUB', 'HEART'].map((name) => [
        name,
        { target: 'smithy.api#Unit', traits: { 'smithy.api#enumValue': name.toLowerCase() } },
      ]),
    ),
  },
  'fuzz#Rank': {
    type: 'intEnum',
    members: Object.fromEntries(
      ['ACE', 'KING'].map((name, i) => [
        name,
        { target: 'smithy.api#Unit', traits: { 'smithy.api#enumValue': 1 + 12 * i } },
      ]),
    ),
  },
  'fuzz#Texts': listOf(to('String')),
  'fuzz#SparseTexts': listOf(to('Short'), { sparse: {} }),
  'fuzz#Whole': listOf(to('Integer'), { uniqueItems: {}, length: { max: 3 } }),
  'fuzz#Integers': listOf(to('Integer', { xmlName: 'i' })),
  'fuzz#Dates': listOf(to('Timestamp')),
  'fuzz#TextMap': mapOf(to('String')),
  'fuzz#ParamMap': mapOf(to('fuzz#Texts')),
  'fuzz#SparseMap': mapOf(to('Long'), { sparse: {} }, to('fuzz#Short')),
  'fuzz#IntegerMap': mapOf(to('Integer', { xmlName: 'v' }), {}, to('String', { xmlName: 'k' })),
  'fuzz#SecretMap': mapOf(to('String'), { sensitive: {} }),
  'fuzz#Choice': typed('union', {
    members: { A: to('String'), B: to('fuzz#Choice'), C: to('fuzz#Every'), D: to('fuzz#Texts', { xmlFlattened: {} }) },
  }),
  'fuzz#Every': structureOf(every('fuzz#Every')),
  'fuzz#EveryList': listOf(to('fuzz#Every')),
  'fuzz#Documented': structureOf({
    ...every('fuzz#Documented'),
    Doc: to('Document'),
    Docs: to('fuzz#Docs'),
    ['__proto__']: to('String'),
  }),
  'fuzz#DocumentedList': listOf(to('fuzz#Documented')),
  'fuzz#Docs': listOf(to('Document'), { sparse: {} }),
  'fuzz#Light': structureOf({
    City: to('fuzz#Short', { required: {} }),
    Days: to('fuzz#Few'),
    Texts: to('fuzz#Texts'),
  }),
  'fuzz#Wide': structureOf({ N: to('Long'), D: to('BigDecimal'), S: to('fuzz#Whole', { required: {} }) }),

  ...operationOf('Put', '/things/{Label}/{Number}/{Rest+}?fixed=1', 'PUT'),
  'fuzz#PutInput': structureOf({ ...inUri, ...inHeaders, ...every('fuzz#Every') }),
  'fuzz#PutOutput': structureOf({
    ...inHeaders,
    ...every('fuzz#Every'),
    Status: to('Integer', { httpResponseCode: {} }),
  }),
  ...operationOf('Send', '/blob'),
  'fuzz#SendInput': structureOf({
    Type: to('String', { httpHeader: 'Content-Type' }),
    Data: to('Blob', { httpPayload: {} }),
  }),
  'fuzz#SendOutput': structureOf({ Text: to('String', { httpPayload: {} }) }),
  ...operationOf('Choose', '/choice'),
  'fuzz#ChooseInput': structureOf({ Choice: to('fuzz#Choice', { httpPayload: {} }) }),
  'fuzz#ChooseOutput': structureOf({ Every: to('fuzz#Every', { httpPayload: {} }) }),
  ...operationOf('Report', '/report?mode=a'),
  'fuzz#ReportInput': structureOf({ City: to('fuzz#Short', { required: {} }), Secret: to('fuzz#Secret') }),
  'fuzz#ReportOutput': structureOf({ Texts: to('fuzz#Texts'), Choice: to('fuzz#Choice', { required: {} }) }),
  // Sensitive as a whole: nothing of what it is given may be told.
  ...operationOf('Hush', '/hush'),
  'fuzz#HushInput': structureOf({ HLong: to('Long', { httpHeader: 'X-Long' }), ...hushed }, { sensitive: {} }),
  'fuzz#HushOutput': structureOf(hushed, { sensitive: {} }),
  'fuzz#Slow': structureOf(
    { Message: to('String'), Wait: to('Integer', { httpHeader: 'Retry-After' }), Secret: to('fuzz#Secret') },
    { error: 'client', httpError: 429, retryable: { throttling: true } },
  ),
  'fuzz#Broken': structureOf(
    { message: to('String'), Why: to('fuzz#Choice') },
    { error: 'server', 'aws.protocols#awsQueryError': { code: 'Broken.Code', httpResponseCode: 503 } },
  ),
  'fuzz#Events': typed(
    'union',
    {
      members: {
        Every: to('fuzz#Event'),
        Text: to('fuzz#TextEvent'),
        Blob: to('fuzz#BlobEvent'),
        Body: to('fuzz#Light'),
        Slow: to('fuzz#Slow'),
      },
    },
    { streaming: {} },
  ),
  'fuzz#Event': structureOf({
    Flag: to('Boolean', { eventHeader: {} }),
    Byte: to('Byte', { eventHeader: {} }),
    Small: to('Short', { eventHeader: {} }),
    Integer: to('Integer', { eventHeader: {} }),
    Long: to('Long', { eventHeader: {} }),
    Blob: to('Blob', { eventHeader: {} }),
    Text: to('String', { eventHeader: {} }),
    Time: to('Timestamp', { eventHeader: {} }),
    Choice: to('fuzz#Choice', { eventPayload: {} }),
  }),
  'fuzz#TextEvent': structureOf({ Text: to('String', { eventPayload: {} }) }),
  'fuzz#BlobEvent': structureOf({ Data: to('Blob', { eventPayload: {} }) }),
  'fuzz#Watch': {
    type: 'operation',
    input: { target: 'fuzz#WatchInput' },
    output: { target: 'fuzz#WatchOutput' },
    traits: { 'smithy.api#http': { method: 'POST', uri: '/watch', code: 200 } },
  },
  'fuzz#WatchInput': structureOf({ Room: to('String', { httpHeader: 'X-Room' }) }),
  'fuzz#WatchOutput': structureOf({ Events: to('fuzz#Events', { httpPayload: {} }) }),
  'fuzz#Fuzz': typed(
    'service',
    {
      version: '2026-01-01',
      operations: ['Put', 'Send', 'Choose', 'Report', 'Hush', 'Watch'].map((name) => ({ target: `fuzz#${name}` })),
    },
    {
      xmlNamespace: { uri: 'https://example.com/fuzz' },
      ...Object.fromEntries(
        ['restJson1', 'restXml', 'awsJson1_0', 'awsJson1_1', 'awsQuery', 'ec2Query'].map((id) => [
          `aws.protocols#${id}`,
          {},
        ]),
      ),
      'smithy.protocols#rpcv2Cbor': {},
      'aws.api#service': { sdkId: 'Fuzz' },
    },
  ),
  // Only what an operation reaches is of a service.
  ...operationOf('Hold', '/hold'),
  'fuzz#HoldInput': structureOf({ D: to('fuzz#Documented'), L: to('fuzz#Light'), W: to('fuzz#Wide') }),
  'fuzz#HoldOutput': structureOf({}),
  'fuzz#Holder': typed('service', { version: '1', operations: [{ target: 'fuzz#Hold' }] }),
}

/** The model as a file has it. */
export const model: unknown = JSON.parse(JSON.stringify({ smithy: '2.0', shapes }))

// constructors

const read = (): ReadonlyArray<Service> => {
  const services = readSmithy(model)
  if (services._tag === 'Left') throw new Error(`the model of the fuzzed service: ${JSON.stringify(services.left)}`)
  return services.right
}

const services = read()

export const fuzzed: Service = services.find(({ id }) => id === 'fuzz#Fuzz') as Service

export const operationNamed = (name: string): AnyOperation =>
  services.flatMap(({ operations }) => operations).find((one) => one.name === name) as AnyOperation

const held = (name: string): Schema => {
  const { schema } = operationNamed('Hold').input
  const member = schema._tag === 'structure' ? schema.members.find((one) => one.name === name) : undefined
  if (member === undefined) throw new Error(`no member ${name}`)
  return member.target()
}

const outputNamed = (operation: string, member: string): Schema => {
  const { schema } = operationNamed(operation).output
  const found = schema._tag === 'structure' ? schema.members.find(({ name }) => name === member) : undefined
  if (found === undefined) throw new Error(`no member ${member}`)
  return found.target()
}

/** Every kind, documents too. */
export const documented: AnyShape = shapeOf(held('D'))
/** Every kind but documents. */
export const everyKind: AnyShape = shapeOf(outputNamed('Choose', 'Every'))
/** Few members, of which the quick ways make most. */
export const light: AnyShape = shapeOf(held('L'))
/** Numbers that need more than a double. */
export const wide: AnyShape = shapeOf(held('W'))
/** The same as `everyKind`, sensitive as a whole: nothing of what it is given may be told. */
export const secret: AnyShape = shapeOf({
  ...everyKind.schema,
  traits: { ...everyKind.schema.traits, sensitive: true },
})
export const events: AnyShape = shapeOf(outputNamed('Watch', 'Events'))
