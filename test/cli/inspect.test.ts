/**
 * `wireshape inspect`: trees of operations and shapes, narrow and wide.
 */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ShapeNode } from '../../lib/cli/shapeTree.js'
import { describeShared } from '../shared.js'
import { model } from './models.js'
import { useFolder, wireshape } from './terminal.js'

describe('inspect', () => {
  const folder = useFolder()
  const ran = (...args: ReadonlyArray<string>) => wireshape(['inspect', ...args], { cwd: folder.path })

  it('a shape, with its constraints and what is sensitive', async () => {
    assert.deepEqual(await ran('EmailAddressInfo'), {
      code: 0,
      out: [
        'EmailAddressInfo EmailAddressInfo',
        '├─ EmailAddress* <EmailAddress string>  1 to 255 characters; matches ^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
        '└─ DisplayName <EmailAddressDisplayName string>  at most 256 characters',
        '',
      ].join('\n'),
      err: '',
    })
  })

  it('an operation: input, output and errors', async () => {
    const { code, out } = await ran('StartEmailContact')
    assert.equal(code, 0)
    assert.match(
      out,
      /^StartEmailContact PUT \/contact\/email {2}Connect 2017-08-08, restJson1\ninput StartEmailContactRequest\n/,
    )
    assert.match(out, /^output StartEmailContactResponse\n└─ ContactId ContactId string {2}1 to 256 characters\n/m)
    assert.match(out, /^error ThrottlingException {2}429 client\n/m)
    assert.match(out, /value SegmentAttributeValue \(recursive\)/)
    assert.match(out, /member EmailAddressInfo \(above\)/)
  })

  it('cuts lines to the width of a terminal, and no deeper than asked', async () => {
    for (const columns of [40, 60, 80]) {
      const { out } = await wireshape(['inspect', 'EmailAddressInfo'], { cwd: folder.path, columns })
      for (const line of out.split('\n')) assert.ok(line.length <= columns, line)
    }
    assert.match(
      (await ran('StartEmailContact', '--depth', '1')).out,
      /├─ FromEmailAddress\* EmailAddressInfo …\n├─ Dest/,
    )
    assert.match((await ran('StartEmailContact', '--depth', '0')).out, /^input StartEmailContactRequest …\noutput/m)
    assert.equal((await ran('StartEmailContact', '--depth', 'x')).code, 2)
  })

  it('--json has the same tree', async () => {
    const { out } = await ran('SegmentAttributeValue', '--json')
    const { tree } = JSON.parse(out) as { readonly tree: ShapeNode }
    assert.equal(tree.kind, 'structure')
    const map = tree.members.find(({ member }) => member === 'ValueMap')
    assert.equal(map?.members[1]?.folded, 'recursive')
    assert.deepEqual(map?.members[1]?.members, [])
    const operation = JSON.parse((await ran('StartEmailContact', '--json')).out) as Readonly<Record<string, unknown>>
    assert.deepEqual(operation['http'], { method: 'PUT', uri: '/contact/email', code: 200 })
  })

  it('suggests names, and makes those of a model harmless', async () => {
    assert.deepEqual(await ran('EmailAdressInfo'), {
      code: 2,
      out: '',
      err: 'error: the built-in service has no operation and no shape EmailAdressInfo\ndid you mean EmailAddressInfo?\n',
    })
    writeFileSync(
      join(folder.path, 'odd.json'),
      JSON.stringify(
        model({
          'x#PutReportOutput': {
            type: 'structure',
            members: { a: { target: 'x#P' }, constructor: { target: 'smithy.api#String' } },
          },
          'x#P': {
            type: 'enum',
            members: { A: { target: 'smithy.api#Unit', traits: { 'smithy.api#enumValue': '\u001b[2J' } } },
          },
        }),
      ),
    )
    const { code, out } = await ran('PutReport', '--model', 'odd.json')
    assert.equal(code, 0)
    assert.doesNotMatch(out, /\u001b/)
    assert.match(out, /one of \\u001b\[2J/)
  })
})

describeShared('inspect of a large model', ['models/smithy/connect.json'], ([path = '']) => {
  const folder = useFolder()
  it('every operation has a tree no larger than the model', async () => {
    for (const name of ['CreateRule', 'GetMetricDataV2', 'DescribeContact', 'SearchUsers']) {
      const { code, out } = await wireshape(['inspect', name, '--model', path], { cwd: folder.path })
      assert.equal(code, 0)
      assert.ok(out.split('\n').length < 2000)
    }
  })
})
