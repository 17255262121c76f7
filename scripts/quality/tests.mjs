// Which tests speak for which folder of the library, for coverage and mutation testing. Those that tell most in the least time come first.

const own = (name) => `test/${name}`
/** Smithy's own cases in this process; the test of the command starts others, where no fault acts. */
const cases = ['conformance', 'cases'].map((name) => `test/conformance/${name}.test.ts`)
const laws = (...names) => names.map((name) => `test/laws/${name}.test.ts`)

/** The folders that are held to figures, in the order of the layers. */
export const testsOf = {
  value: [own('value')],
  format: [
    own('format'),
    own('interpret'),
    ...laws('bodies', 'direct', 'cbor', 'domainJson', 'protocols.formats'),
    ...['ends', 'accounts', 'reader', 'forms'].map((name) => `test/stream/${name}.test.ts`),
    ...['edges', 'events', 'eventCodec'].map((name) => `test/protocol/${name}.test.ts`),
  ],
  shape: [own('shape'), own('interpret/atOnce.test.ts'), ...laws('standard')],
  http: [own('http'), 'test/protocol/requests.test.ts', 'test/protocol/routing.test.ts'],
  interpret: [
    own('interpret'),
    ...laws('cbor', 'bodies', 'direct', 'directMessages', 'domainJson', 'redaction', 'secrecy', 'shapes', 'jsonSchema'),
    ...laws('protocols'),
    ...cases,
    own('protocol'),
  ],
  protocol: [own('protocol'), ...cases, ...laws('bodies', 'protocols', 'protocols.formats', 'directMessages')],
}

export const folders = Object.keys(testsOf)

/** All of them for all folders, and the rest that lies near. */
export const everything = [
  ...[...folders, 'schema', 'connect', 'laws'].map(own),
  ...cases,
  ...['events', 'streams', 'standard'].map((name) => `test/adapter/${name}.test.ts`),
]

/** They ask that every row of a table was met, which few runs of a law do not do. */
export const counting = /every row of the table was needed|every refusal was met|messages of the query protocols/

/** They measure time, or take much of it for a bound: nothing that a fault in one place changes, but costly to ask each time. */
export const measuring = /is linear|in linear time|times the time|neither overflow nor take long|holds on to no more/
