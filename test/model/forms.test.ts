/**
 * Two forms of one service, compared over the operations that both have: no difference is a reader's mistake.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { readModel } from '../../lib/model/index.js'
import { describeShared } from '../shared.js'
import type { Difference } from './forms.js'
import { compareForms } from './forms.js'

const names = [
  'bedrock-runtime',
  'cloudwatch',
  'connect',
  'dynamodb',
  'glacier',
  'iam',
  'kms',
  'lambda',
  'route53',
  's3',
  'sqs',
]

const parts = names.flatMap((name) => [
  `models/botocore/${name}.json`,
  `models/smithy/${name === 'route53' ? 'route-53' : name}.json`,
])

const open = (path: string) => {
  const raw = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  const read = readModel(raw)
  assert.equal(read._tag, 'Right', path)
  const service = read._tag === 'Right' ? read.right.services[0] : undefined
  assert.ok(service !== undefined, path)
  return { raw, service }
}

const counted = (
  differences: ReadonlyArray<Difference>,
  by: (difference: Difference) => string,
): ReadonlyArray<string> => {
  const counts = new Map<string, number>()
  for (const difference of differences) counts.set(by(difference), (counts.get(by(difference)) ?? 0) + 1)
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, count]) => `${String(count).padStart(6)}  ${what}`)
}

describeShared('two forms of one service', parts, (paths) => {
  const all = names.map((name, i) => {
    const botocore = open(paths[2 * i] as string)
    const smithy = open(paths[2 * i + 1] as string)
    return compareForms({
      name,
      botocore: botocore.service,
      smithy: smithy.service,
      rawBotocore: botocore.raw,
      rawSmithy: smithy.raw,
    })
  })
  const differences = all.flatMap((one) => one.differences)

  it('differ by version and form alone', () => {
    const shared = all.reduce((sum, one) => sum + one.shared, 0)
    console.log(
      `      ${names.length} services, ${shared} operations that both forms have, ${differences.length} differences`,
    )
    for (const cause of ['version', 'form', 'mistake'] as const) {
      const found = differences.filter((difference) => difference.cause === cause)
      console.log(`      ${cause}: ${found.length}`)
      for (const line of counted(found, ({ what, reason }) => `${what}: ${reason}`)) console.log(`      ${line}`)
    }
    assert.deepEqual(
      differences
        .filter(({ cause }) => cause === 'mistake')
        .map(
          ({ service, what, where, botocore, smithy }) =>
            `${service} ${where} ${what}: ${JSON.stringify(botocore)} / ${JSON.stringify(smithy)}`,
        ),
      [],
    )
  })

  it('the anchors that were lost come back where Smithy has them', () => {
    const sum = (part: (one: (typeof all)[number]['anchors']) => number): number =>
      all.reduce((total, { anchors }) => total + part(anchors), 0)
    const [same, restored] = [sum((one) => one.same), sum((one) => one.restored)]
    const otherwise = all.flatMap(({ anchors }) => anchors.otherwise)
    console.log(
      `      of ${restored + otherwise.length} patterns that are the same but for anchors, ${same} had them, ${restored} agree once they are restored`,
    )
    for (const line of otherwise) console.log(`      ${line}`)
    assert.ok(restored > otherwise.length)
  })
})
