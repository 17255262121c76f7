/**
 * A `$ClientProtocol` of the AWS SDK v3: it checks every input, and writes and reads with our codecs.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { AnyOperation } from '../../operation/Operation.js'
import { isLeft, left, right } from '../../value/either.js'
import type { Check, CheckOptions } from './check.js'
import { checkOf, withTokens } from './check.js'
import type { ClientSide, Exchange } from './exchange.js'
import { exchangeOf, hasEvents } from './exchange.js'
import { redirected } from './message.js'
import { named } from './named.js'
import { setupError } from './refusal.js'
import type {
  OwnProtocol,
  OwnProtocolClass,
  SdkContext,
  SdkOperation,
  SdkProtocol,
  SdkRequest,
  SdkResponse,
} from './sdk.js'
import type { Shapes } from './shapes.js'
import { finder, listed } from './shapes.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface ProtocolOptions extends CheckOptions {
  /**
   * The protocol of the SDK's that the client would have spoken, `AwsRestJsonProtocol` of `@aws-sdk/core/protocols`: operations with
   * a stream of events go through it, their inputs checked. It also says which of several protocols is spoken.
   */
  readonly own?: OwnProtocol | OwnProtocolClass
  /** Whether inputs were checked before they come here, as `validate` has them. */
  readonly isChecked?: boolean
}

/** An operation made ready at its first call. */
interface Ready {
  readonly check: Check
  readonly fill: (input: object) => object
  /** `undefined` where the SDK's own protocol carries it. */
  readonly exchange: Exchange | undefined
}

/** Makes a protocol for a client: `validated`, or `speaking([restJson1])`. */
export type ProtocolOf = (shapes: Shapes, options?: ProtocolOptions) => SdkProtocol

// -------------------------------------------------------------------------------------
// the SDK's own protocol
// -------------------------------------------------------------------------------------

const isClass = (own: OwnProtocol | OwnProtocolClass): own is OwnProtocolClass => typeof own === 'function'

/** One for each client, made when it has said its settings. */
const ownOf = (own: OwnProtocol | OwnProtocolClass | undefined): ((context: SdkContext) => OwnProtocol | undefined) => {
  if (own === undefined || !isClass(own)) return () => own
  const made = new WeakMap<object, OwnProtocol>()
  return (context) => {
    const settings = named(context['protocolSettings'])
    const known = made.get(settings)
    if (known !== undefined) return known
    const protocol = new own(settings as never)
    protocol.setSerdeContext(context as never)
    made.set(settings, protocol)
    return protocol
  }
}

// -------------------------------------------------------------------------------------
// messages of the SDK
// -------------------------------------------------------------------------------------

/** What the SDK asks a protocol for and never makes: requests and responses are plain objects of these forms. */
const requestType = function (this: SdkRequest, options: SdkRequest): void {
  Object.assign(
    this,
    { method: 'GET', protocol: 'https:', hostname: 'localhost', path: '/', query: {}, headers: {} },
    options,
  )
} as unknown as new (
  ...args: ReadonlyArray<unknown>
) => SdkRequest

const responseType = function (this: SdkResponse, options: SdkResponse): void {
  Object.assign(this, { headers: {} }, options)
} as unknown as new (
  ...args: ReadonlyArray<unknown>
) => SdkResponse

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * The first of ours that the client would have spoken by itself, else the first that the operation's service speaks. One that stands
 * alone was chosen by whoever named it, whatever a model says, which may be older.
 */
const chosen = (
  protocols: ReadonlyArray<ClientSide>,
  own: string | undefined,
  { service }: AnyOperation,
): ClientSide | undefined =>
  protocols.length === 1
    ? protocols[0]
    : (protocols.find(({ id }) => id === own) ?? protocols.find(({ id }) => Object.hasOwn(service.protocols, id)))

/** What a protocol says it is before anything was called. */
const idOf = (protocols: ReadonlyArray<ClientSide>, shapes: Shapes, { own }: ProtocolOptions): string => {
  if (own !== undefined && !isClass(own)) return own.getShapeId()
  const [first] = listed(shapes).flatMap((one) => ('operations' in one ? one.operations : []))
  return (first === undefined ? protocols[0] : chosen(protocols, undefined, first))?.id ?? ''
}

const rejectLeft = <A>(result: Either<Error, A>): Promise<A> =>
  isLeft(result) ? Promise.reject(result.left) : Promise.resolve(result.right)

/**
 * A protocol for the `protocol` of any client of the AWS SDK v3, of those protocols alone: what is not named is not bundled.
 *
 * Each call rejects with a `ParamValidationError` where its input is refused, and with the client's own classes of exceptions
 * where the service answers with an error.
 */
export const speaking =
  (protocols: ReadonlyArray<ClientSide>): ProtocolOf =>
  (shapes, options = {}) => {
    const find = finder(shapes)
    const own = ownOf(options.own)
    const ids = protocols.map(({ id }) => id)
    const only = ids.length === 1 ? ids[0] : undefined
    const known = new Map<string, Ready>()

    const prepared = (schema: SdkOperation, context: SdkContext): Either<Error, Ready> => {
      const { name } = schema
      const ownId = own(context)?.getShapeId()
      const found = find({ name, schema, protocol: ownId ?? only, context })
      if (isLeft(found)) return found
      const operation = found.right
      const ready = { check: checkOf(operation, options), fill: withTokens(operation, options.token) }
      const events = hasEvents(operation)
      const protocol = events ? undefined : chosen(protocols, ownId, operation)
      if (protocol !== undefined) return right({ ...ready, exchange: exchangeOf(protocol, operation, schema, context) })
      if (ownId !== undefined) return right({ ...ready, exchange: undefined })
      return left(
        setupError(
          events
            ? `${name} has a stream of events: name the SDK’s protocol that carries it, as own`
            : `which protocol ${name} is spoken in is not known, or is none of ${ids.join(', ')}: name own`,
        ),
      )
    }

    const readyOf = (schema: SdkOperation, context: SdkContext): Either<Error, Ready> => {
      const key = `${schema.namespace}#${schema.name}`
      const before = known.get(key)
      if (before !== undefined) return right(before)
      const ready = prepared(schema, context)
      if (!isLeft(ready)) known.set(key, ready.right)
      return ready
    }

    return {
      getShapeId: () => idOf(protocols, shapes, options),
      getRequestType: () => requestType,
      getResponseType: () => responseType,
      getPayloadCodec: () => {
        throw setupError('codecs of this protocol are no codecs of the SDK')
      },
      setSerdeContext: (context) => {
        if (options.own !== undefined && !isClass(options.own)) options.own.setSerdeContext(context as never)
      },
      updateServiceEndpoint: redirected,
      serializeRequest: async (schema, input, context) => {
        const ready = readyOf(schema, context)
        if (isLeft(ready)) return Promise.reject(ready.left)
        const { check, fill, exchange } = ready.right
        const filled = fill(input)
        const refused = options.isChecked === true ? undefined : check(filled)
        if (refused !== undefined) return Promise.reject(refused)
        if (exchange !== undefined) return rejectLeft(await exchange.write(filled, context))
        // `prepared` saw to it that there is one.
        return own(context)?.serializeRequest(schema as never, filled as never, context as never) as Promise<SdkRequest>
      },
      deserializeResponse: async <Output>(schema: SdkOperation, context: SdkContext, response: SdkResponse) => {
        const ready = readyOf(schema, context)
        if (isLeft(ready)) return Promise.reject(ready.left)
        const { exchange } = ready.right
        if (exchange === undefined)
          return own(context)?.deserializeResponse(
            schema as never,
            context as never,
            response as never,
          ) as Promise<Output>
        // Our reader follows the shapes that the client's types are made of.
        return rejectLeft(await exchange.read(response, context)) as Promise<Output>
      },
    }
  }
