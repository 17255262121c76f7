/**
 * A server of a whole service, built by `protocol.route` alone: which operation is it, what was asked, what is answered.
 */
import type { AnyOperation, AnyRaised, Body, HttpRequest, HttpResponse, Protocol, Service, Streaming } from 'wireshape'
import { bytesBody } from 'wireshape'
import { targetOf } from 'wireshape/schema'
import { joined } from './body.js'

/** An output with the body that goes beside it, where the operation's output has a streaming member. */
export interface Done {
  readonly _tag: 'Done'
  readonly output: unknown
  readonly stream?: Body
}

/** A modelled error of the operation. */
export interface Failed {
  readonly _tag: 'Failed'
  readonly error: AnyRaised
}

/** What the service does. `stream` is the request's body where the operation's input has a streaming member. */
export type Act = (operation: AnyOperation, input: unknown, stream: Streaming) => Done | Failed | Promise<Done | Failed>

const streams = ({ input: { schema } }: AnyOperation): boolean =>
  schema._tag === 'structure' && schema.members.some((member) => targetOf(member).traits.streaming === true)

/**
 * Answers requests whose bodies are still to come: each is read whole, unless its operation has a streaming input.
 *
 * @param requestId one fresh id a call
 */
export const handler = (
  protocol: Protocol,
  service: Service,
  act: Act,
  requestId: () => string,
): ((request: HttpRequest<Streaming>) => Promise<HttpResponse>) => {
  const route = protocol.route(service)
  // Where some input streams, the request's head tells the operation; where none does, it may take the body too.
  const mayStream = service.operations.some(streams)
  const whole = async (request: HttpRequest<Streaming>): Promise<HttpRequest> => ({
    ...request,
    body: bytesBody(await joined(request.body.stream)),
  })
  return async (request) => {
    const known = { requestId: requestId() }
    const head = mayStream ? request : await whole(request)
    const found = route(head)
    // Any operation of the service can say in its protocol that none was found.
    const operation = found._tag === 'Right' ? found.right : service.operations[0]
    if (operation === undefined) throw new Error(`${service.id} has no operations`)
    const server = protocol.server(operation)
    if (found._tag === 'Left') return server.encodeFault(found.left, known)
    const asked = server.decodeRequest(mayStream && !streams(operation) ? await whole(request) : head)
    if (asked._tag === 'Left') return server.encodeFault(asked.left, known)
    const answer = await act(operation, asked.right, request.body)
    if (answer._tag === 'Failed') return server.encodeResponse({ _tag: 'Left', left: answer.error }, known)
    const { output, stream } = answer
    return server.encodeResponse({ _tag: 'Right', right: output }, stream === undefined ? known : { ...known, stream })
  }
}
