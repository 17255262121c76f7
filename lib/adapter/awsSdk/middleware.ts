/**
 * Validation for a client of the AWS SDK v3 that exists already: a step in its middleware stack, before credentials are asked for
 * and before anything is sent.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, right } from '../../value/either.js'
import type { Check, CheckOptions } from './check.js'
import { anyToken, checkOf, withTokens } from './check.js'
import { isFunction, named, textIn } from './named.js'
import type { ProtocolOf } from './protocol.js'
import type { OwnProtocol, SdkClient, SdkContext, SdkOperation } from './sdk.js'
import type { Shapes } from './shapes.js'
import { finder } from './shapes.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface ValidateOptions extends CheckOptions {
  /**
   * What writes and reads: `validated`, of whichever protocol the client speaks by itself, or `speaking([restJson1])`. Streams of events
   * stay with the SDK's own. Without it the SDK writes and reads as it always has: inputs are checked and no more.
   */
  readonly protocol?: ProtocolOf
}

type Handler = (args: { readonly input: object }) => Promise<unknown>

// -------------------------------------------------------------------------------------
// what a call is of
// -------------------------------------------------------------------------------------

/** Source: `@smithy/types`, SMITHY_CONTEXT_KEY; a schema is a list of its kind, namespace, name, traits, input and output. */
const schemaIn = (context: SdkContext): SdkOperation | undefined => {
  const schema = named(context['__smithy_context'])['operationSchema']
  if (!Array.isArray(schema)) return undefined
  const [, namespace, name, traits, input, output] = schema as ReadonlyArray<unknown>
  return typeof namespace === 'string' && typeof name === 'string'
    ? { namespace, name, traits, input, output }
    : undefined
}

const nameIn = (context: SdkContext): string => (textIn(context['commandName']) ?? '').replace(/Command$/, '')

const isProtocol = (u: unknown): u is OwnProtocol =>
  isFunction(named(u)['serializeRequest']) && isFunction(named(u)['getShapeId'])

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Finds the check of each operation once. */
const checker = (
  shapes: Shapes,
  options: CheckOptions,
  config: SdkContext,
): ((context: SdkContext) => Either<Error, Check>) => {
  const find = finder(shapes)
  const known = new Map<string, Check>()
  const own = config['protocol']
  const protocol = isProtocol(own) ? own.getShapeId() : undefined
  return (context) => {
    const schema = schemaIn(context)
    const name = schema?.name ?? nameIn(context)
    const before = known.get(name)
    if (before !== undefined) return right(before)
    const found = find({ name, schema, protocol, context: config })
    if (isLeft(found)) return found
    const check = checkOf(found.right, options)
    const fill = withTokens(found.right, anyToken)
    const filling: Check = (input) => check(fill(input))
    known.set(name, filling)
    return right(filling)
  }
}

/**
 * Makes a client check every input before anything else is done with it, and gives the client back.
 *
 * The step stands last among those that look at an input, so that what the SDK and others change in it is checked as well. Calls
 * reject with a `ParamValidationError` where an input is refused.
 */
export const validate = <C extends SdkClient>(client: C, shapes: Shapes, options: ValidateOptions = {}): C => {
  const { protocol, ...checks } = options
  // A client's configuration is an object that its steps look into at each call.
  const config = client.config as Record<string, unknown>
  const check = checker(shapes, checks, config)
  const step =
    (next: Handler, context: SdkContext): Handler =>
    async (args) => {
      const found = check(context)
      if (isLeft(found)) return Promise.reject(found.left)
      const refused = found.right(args.input)
      return refused === undefined ? next(args) : Promise.reject(refused)
    }
  const place = {
    step: 'initialize',
    priority: 'low',
    name: 'wireshapeValidation',
    tags: ['VALIDATION'],
    override: true,
  }
  client.middlewareStack.add(step as never, place as never)
  const own = config['protocol']
  if (protocol !== undefined)
    config['protocol'] = protocol(shapes, { ...checks, isChecked: true, ...(isProtocol(own) ? { own } : {}) })
  return client
}
