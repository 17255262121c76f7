import * as fc from 'fast-check'
import { exchanged, serviceOf, operationOf } from '/work/main/test/exchange/services.js'
import { rigOf, streamMember, eventUnion } from '/work/main/test/exchange/exchange.js'
import { withoutStream } from '/work/main/test/exchange/sdkValue.js'
import { arbitrary } from '/work/main/lib/testing/index.js'
import { shapeOf } from '/work/main/lib/index.js'
import { Eq } from '/work/main/lib/value/index.js'
import { writeFixture } from '/work/main/lib/value/fixture.js'
import { lossy, tables } from '/work/main/test/protocol/lossy.js'
import { unfit, alters } from '/work/main/test/exchange/rules.js'
const skips = new Map<string, number>()
const limited = <T,>(name: string, p: Promise<T>): Promise<T> => { let h: any; return Promise.race([p, new Promise<T>((_, r) => { h = setTimeout(() => r(new Error('timeout')), 3000) })]).finally(() => clearTimeout(h)) }
const runs = Number(process.env.RUNS ?? 10)
const seed = Number(process.env.WIRESHAPE_SEED ?? 1)
const want = process.argv.slice(2)
const opts = { depth: 4, items: 3 }
const T = (v: any): string => writeFixture(v).slice(0, 260)
const diffs = (a: any, b: any, path = '$'): string[] => {
  if (Eq.equals(a, b)) return []
  if (a?._tag === 'Structure' && b?._tag === 'Structure') {
    return [...new Set([...Object.keys(a.fields), ...Object.keys(b.fields)])].flatMap((k) => {
      const x = Object.hasOwn(a.fields, k) ? a.fields[k] : undefined, y = Object.hasOwn(b.fields, k) ? b.fields[k] : undefined
      if (x === undefined || y === undefined) return [`${path}.${k}: want ${x ? T(x) : 'absent'} got ${y ? T(y) : 'absent'}`]
      return diffs(x, y, `${path}.${k}`)
    })
  }
  if (a?._tag === 'List' && b?._tag === 'List' && a.items.length === b.items.length) return a.items.flatMap((x: any, i: number) => diffs(x, b.items[i], path + '[]'))
  return [`${path}: want ${T(a)} got ${T(b)}`]
}
for (const x of exchanged.filter(({ name }) => want.length === 0 || want.includes(name))) {
  const rig = await rigOf(x)
  const service = serviceOf(x)
  const t0 = Date.now(); let n = 0, skipped = 0
  const seen = new Map<string, number>()
  const note = (s: string) => { seen.set(s, (seen.get(s) ?? 0) + 1) }
  for (const name of x.operations) {
    const op = operationOf(service, name)
    const si = withoutStream(op.input.schema), so = withoutStream(op.output.schema)
    const ins = fc.sample(arbitrary(fc)(si, opts), { numRuns: runs, seed })
    const outs = fc.sample(arbitrary(fc)(so, opts), { numRuns: runs, seed })
    const bodies = fc.sample(fc.uint8Array({ maxLength: 3000 }), { numRuns: runs, seed })
    const union = eventUnion(op)
    const fit = (kind: any, schema: any, a: any) => {
      const v = shapeOf(schema).encode(a)
      const m = { protocol: x.protocolName, kind, query: '', status: 200 } as const
      const l = lossy(m, schema, v, unfit)
      const t = lossy(m, schema, l.value, tables[x.protocolName].filter((r) => r.by === 'writer' || kind === 'request'))
      for (const r of t.refused) skips.set(r, (skips.get(r) ?? 0) + 1)
      if (t.refused.length) return undefined
      if (shapeOf(schema).decode(t.value)._tag === 'Left') { skips.set('lost ' + kind, (skips.get('lost ' + kind) ?? 0) + 1); return undefined }
      const d: any = shapeOf(schema).decode(l.value)
      return d._tag === 'Right' ? shapeOf(schema).encode(d.right) : undefined
    }
    for (let i = 0; i < runs; i++) {
      const input0 = fit('request', si, ins[i]), output0 = fit('response', so, outs[i])
      if (!input0 || !output0) { skipped++; continue }
      const sent = streamMember(op.input.schema) ? bodies[i] : undefined
      const streamed = streamMember(op.output.schema) && !union ? bodies[(i + 1) % runs] : undefined
      const errorMembers = union?._tag === 'union' ? new Set(union.members.filter((m) => m.target().traits.error).map((m) => m.field)) : new Set()
      const events = union ? fc.sample(fc.array(arbitrary(fc)(union, opts).filter((e: any) => !errorMembers.has(e._tag)), { maxLength: 4 }), { numRuns: 1, seed: seed + i })[0].map((e) => shapeOf(union).encode(e)) : undefined
      n++
      const len = (schema: any, v: any, bytes?: Uint8Array): any => bytes && schema.members.some((m: any) => m.name === 'ContentLength') ? { ...v, fields: { ...v.fields, ContentLength: { _tag: 'Long', value: BigInt(bytes.length) } } } : v
      const [input, output] = [len(si, input0, sent), len(so, output0, streamed)]
      try {
        const s = await limited(name, rig.run({ operation: op, input, ...(sent ? { sent, asStream: i % 2 === 0 } : {}), answer: { _tag: 'Output', output, ...(streamed ? { streamed } : {}), ...(events ? { events } : {}) } }))
        if (s.operation !== op) note(`${name}: routed to ${s.operation.name}`)
        const wi = lossy({ protocol: x.protocolName, kind: 'request', query: s.request.query, status: 0 }, si, input, [...tables[x.protocolName], ...alters]).value
        for (const d of diffs(wi, s.input)) note(`${name} input ${d}`)
        if (sent && Buffer.compare(sent, s.received!) !== 0) note(`${name} sent body differs ${sent.length} ${s.received?.length} ${JSON.stringify(s.request.headers)}`)
        if (s.error) { note(`${name} error ${String(s.error)} ${(s.error as any).stack?.split('\n').slice(1, 4).join('|')}`); continue }
        const wo = lossy({ protocol: x.protocolName, kind: 'response', query: '', status: s.response.status }, so, output, [...tables[x.protocolName].filter((r) => r.by === 'writer' || r.rule.startsWith('a client finds an empty map')), ...alters]).value
        for (const d of diffs(wo, s.output)) note(`${name} output ${d}`)
        if (streamed && Buffer.compare(streamed, s.streamed ?? new Uint8Array()) !== 0) note(`${name} streamed body differs`)
        if (events) {
          if (events.length !== s.events?.length) note(`${name} events ${events.length} got ${s.events?.length}`)
          else events.forEach((e, j) => { for (const d of diffs(lossy({ protocol: x.protocolName, kind: 'response', query: '', status: 200 }, union!, e, alters).value, s.events![j])) note(`${name} event ${d}`) })
        }
      } catch (e: any) { note(`${name} threw ${String(e).slice(0, 600)} ${e.cause ? '<- ' + String(e.cause).slice(0, 300) : ''}`) }
    }
  }
  console.log(`== ${x.name}: ${n} exchanges, ${skipped} skipped, ${Date.now() - t0} ms, ${seen.size} kinds ${JSON.stringify([...skips])}`)
  for (const [s, c] of [...seen].slice(0, Number(process.env.MAX ?? 25))) console.log(`  ${c}x ${s}`)
  await rig.close()
}
process.exit(0)
