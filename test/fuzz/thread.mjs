// Where a thread begins: it has to be told of TypeScript before it can load any.
import { register } from 'tsx/esm/api'

register()
await import('./worker.ts')
