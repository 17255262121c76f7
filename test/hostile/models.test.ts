/**
 * Models that mean harm, in every form that is read: whatever they say in whichever place, nothing of it runs, leaves the literal
 * or the comment that it stands in, leaves the folder, or reaches a terminal as a command.
 */
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from '../../lib/codegen/index.js'
import type { Service } from '../../lib/index.js'
import { json, jsonText } from '../../lib/index.js'
import { openApi } from '../../lib/interpret/jsonSchema/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { isWellFormed } from '../../lib/value/index.js'
import { useFolder, wireshape } from '../cli/terminal.js'
import { evaluate } from '../codegen/evaluate.js'
import type { Form } from './models/bases.js'
import { forms } from './models/bases.js'
import type { Position } from './models/plant.js'
import { planted, positionsOf, sameText, textAt } from './models/plant.js'
import { faultsOf, flag } from './models/source.js'
import { builtIns } from './objects/reach.js'

const run = `${flag} = true`

/** What each would break out of. */
const payloads: Readonly<Record<string, string>> = {
  'a string': `'; ${run}; '"; ${run}; "`,
  'a template': `\`; ${run}; \`\${${run}}`,
  'a comment': `*/ ${run}; /* // ${run}`,
  'a line': `\n${run}\r\n${run}\r${run}\u2028${run}\u2029${run}`,
  'a page': `</script><script>${run}</script><!-- ${run} --> ${run}`,
  'an expression': `/; ${run}; / ]); ${run}; ([ }); ${run}; ({`,
  'an escape': `\\u0027; ${run}; \\x27; ${run}; \\`,
  'a terminal': `\u0000\u0007\u001b[2J\u001b]0;${run}\u0007\u009b31m\u007f`,
  'an order': `\u202e\u2066\u200f\u061c\ufeff${run}\u2069`,
  'a folder': `../../../${run}/..\\..\\`,
  'a lone surrogate': `\ud800${run}\udfff`,
}

/** Names that mean something by themselves; they stand alone, in place of what was there. */
const names: ReadonlyArray<string> = ['__proto__', 'constructor', 'prototype', 'toString', '', 'default', '\\']

const counts = { planted: 0, refused: 0, files: 0, outputs: 0 }

const unsafe = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/

/** Everything that is made of a service as text, and everything that is compiled of it at run time. */
const use = (service: Service): void => {
  // The files without code ahead of time are among these.
  for (const { path, text } of generate(service, { compiled: true })) {
    assert.match(path, /^[\w$][\w$.]{0,200}\.ts$/, 'no plain name of a file')
    assert.deepEqual(faultsOf(path, text), [], path)
    counts.files++
  }
  JSON.parse(JSON.stringify(openApi(service)))
  // Often enough that code is made.
  for (const { input, output } of service.operations)
    for (const { schema } of [input, output]) {
      const shape = shapeOf(schema)
      for (let i = 0; i < 6; i++) {
        shape.make({})
        json(shape).decode({})
        jsonText(shape).encode({})
      }
    }
}

type Units = ReadonlyArray<ReadonlyArray<Position>>

/** As many of the units as a reader lets be planted together. */
const jointly = (form: Form, units: Units, plant: (before: string) => string): Units => {
  const kept: Array<ReadonlyArray<Position>> = []
  const add = (more: Units): void => {
    if (more.length === 0) return
    if (form.read(planted(form.base, [...kept, ...more].flat(), plant)) !== undefined) kept.push(...more)
    else if (more.length > 1) {
      add(more.slice(0, more.length >> 1))
      add(more.slice(more.length >> 1))
    }
  }
  add(units)
  return kept
}

const single = (positions: ReadonlyArray<Position>): Units => positions.map((one) => [one])

describe('hostile models', () => {
  const shared = builtIns()
  const folder = useFolder()

  after(() => {
    assert.deepEqual(builtIns(), shared, 'what every program shares was changed')
    const { planted, refused, files, outputs } = counts
    console.log(
      `      ${planted} texts planted and read, ${refused} more refused by a reader; ${files} files parsed, ${outputs} outputs of commands`,
    )
  })

  for (const form of forms) {
    const all = positionsOf(form.base)

    /** Each position by itself, and what is refused so as a name with all that refers to it. How many were read. */
    const plantEverywhere = (plant: (before: string) => string, positions = all): number => {
      const alone = jointly(form, single(positions), plant)
      const taken = new Set(alone.flat())
      const rest = positions.filter((one) => !taken.has(one))
      const byText = new Map(rest.map((one) => [textAt(form.base, one), sameText(all, form.base, one)] as const))
      const together = jointly(form, [...byText.values()], plant)
      for (const units of [alone, together])
        for (const service of form.read(planted(form.base, units.flat(), plant)) ?? assert.fail('refused')) use(service)
      assert.ok(!('__pwned' in globalThis), 'something of the model ran')
      const reached = new Set([...alone, ...together].flat()).size
      counts.planted += reached
      counts.refused += positions.length - reached
      return reached
    }

    describe(`${form.name}: ${all.length} positions`, () => {
      for (const [name, payload] of Object.entries(payloads))
        it(`breaking out of ${name}`, () => {
          const reached = plantEverywhere((before) => `${before}${payload}`)
          assert.ok(reached > all.length / 3, `only ${reached} of ${all.length} positions are read`)
        })

      for (const name of names)
        it(`called ${JSON.stringify(name)}`, () => {
          plantEverywhere(() => name)
        })

      it('a name of 100 KB', () => {
        const long = 'x'.repeat(100_000)
        // In every place at once that would be a model of 30 MB.
        for (const rest of [0, 1])
          plantEverywhere(
            (before) => `${before}${long}`,
            all.filter((_, i) => i % 16 === rest),
          )
      })

      it('evaluates to a module, and nothing runs', async () => {
        const every = Object.values(payloads).filter(isWellFormed).join('')
        const plant = (before: string): string => `${before}${every}`
        const units = jointly(form, single(all), plant)
        const services = form.read(planted(form.base, units.flat(), plant)) ?? []
        for (const service of services) {
          const made = await evaluate(generate(service, { compiled: true }))
          assert.ok(Object.keys(made).length > 0)
        }
        assert.ok(!('__pwned' in globalThis), 'something of the model ran')
      })
    })
  }

  describe('on a screen', () => {
    for (const form of forms.filter(({ name }) => name !== 'sdk'))
      it(`${form.name}: no command of the model reaches it, and no file leaves the folder`, async () => {
        const plant = (before: string): string => `${before}${payloads['a terminal']}${payloads['an order']}../../x`
        const units = jointly(form, single(positionsOf(form.base)), plant)
        const hostile = planted(form.base, units.flat(), plant)
        const [service] = form.read(hostile) ?? []
        assert.ok(service !== undefined)
        const inside = join(folder.path, form.name, 'inside')
        mkdirSync(inside, { recursive: true })
        writeFileSync(join(inside, 'base.json'), JSON.stringify(form.base))
        writeFileSync(join(inside, 'model.json'), JSON.stringify(hostile))
        const [operation] = service.operations
        const name = operation?.id.slice(operation.id.indexOf('#') + 1) ?? ''
        const commands = [
          ['inspect', name],
          ['inspect', 'Put'],
          ['inspect', 'Nothing'],
          ['schema', name],
          ['sample', name, '--seed', '1'],
          ['sample', name, '--seed', '1', '--broken'],
          ['encode', name],
          ['validate', name],
          ['generate', '--out', 'out'],
          ['generate', '--out', 'out', '--json'],
          ['diff', 'base.json', 'model.json'],
          ['diff', 'base.json', 'model.json', '--json'],
        ]
        for (const [i, args] of commands.entries()) {
          const more = args[0] === 'diff' ? [] : ['--model', 'model.json']
          const { out, err } = await wireshape([...args, ...more], {
            cwd: inside,
            columns: 80,
            // Every other command has colours of its own.
            colour: i % 2 === 1,
            input: '{"Label\u001b[2J":"\u009b31m"}',
          })
          counts.outputs += 2
          assert.doesNotMatch((out + err).replace(/\u001b\[\d+m/g, ''), unsafe, args.join(' '))
        }
        assert.deepEqual(readdirSync(join(folder.path, form.name)), ['inside'])
        assert.deepEqual(readdirSync(inside).sort(), ['base.json', 'model.json', 'out'])
        for (const entry of readdirSync(join(inside, 'out'), { withFileTypes: true }))
          assert.ok(entry.isFile() && /^[\w$.]+\.ts$/.test(entry.name), entry.name)
      })
  })
})
