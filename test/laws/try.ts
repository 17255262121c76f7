import fc from 'fast-check'
import { arbitrarySchema, schemaText } from '/work/main/lib/testing/schemas.js'
import { arbitrary } from '/work/main/lib/testing/arbitrary.js'
import { shapeOf } from '/work/main/lib/shape/shapeOf.js'
const t=Date.now()
const ss = fc.sample(arbitrarySchema(fc)(), {numRuns: 3, seed: 5})
for (const s of ss) console.log(schemaText(s))
let n=0
fc.assert(fc.property(arbitrarySchema(fc)().chain(s => arbitrary(fc)(s).map(a => [s,a] as const)), ([s,a]) => { n++; const shape = shapeOf(s); if(!shape.is(a)) { throw new Error(schemaText(s)+'\n'+JSON.stringify((shape.make(a) as any).left?.map((e:any)=>e.message))) } }), {numRuns: 2000})
console.log(n, Date.now()-t)
