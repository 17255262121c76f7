/**
 * The two ends of an exchange over loopback sockets, of the library's own rims: a server of a whole service whose answers are
 * scripted, and the two clients.
 */
import type { RequestListener } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'
import type { Incoming, Outgoing } from '../../lib/adapter/nodeHttp.js'
import { implement, listener, serve as serveService } from '../../lib/adapter/nodeHttp.js'
import type { AnyOperation, AnyRaised, Body, HttpRequest, HttpResponse, Protocol, Service } from '../../lib/index.js'

export { send as sendByFetch } from '../../lib/adapter/fetch.js'
export { send as sendByNode } from '../../lib/adapter/nodeHttp.js'

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
export type Act = (operation: AnyOperation, input: unknown, stream: Body) => Done | Failed | Promise<Done | Failed>

export type Handler = (request: HttpRequest) => Promise<HttpResponse>

/**
 * Answers the requests of a service.
 *
 * @param requestId one fresh id a call
 */
export const handler = (protocol: Protocol, service: Service, act: Act, requestId: () => string): Handler => {
  const respond = serveService(
    protocol,
    service,
    service.operations.map((operation) =>
      implement(operation, async ({ input, stream: asked }) => {
        const known = { requestId: requestId() }
        const done = await act(operation, input, asked)
        if (done._tag === 'Failed') return { ...known, answer: { _tag: 'Left', left: done.error } }
        const { output, stream } = done
        return { ...known, answer: { _tag: 'Right', right: output }, ...(stream === undefined ? {} : { stream }) }
      }),
    ),
  )
  return (request) => respond(request, { signal: new AbortController().signal })
}

export interface Listening {
  /** `http://127.0.0.1:` and a port that was free. */
  readonly url: string
  /** Ends every connection, kept-alive ones too. */
  readonly close: () => Promise<void>
}

/**
 * Serves requests on the loopback interface.
 *
 * @param create `createServer` of `node:http` by default; that of `node:http2` makes messages of the same kind
 */
export const serve = (
  answer: Handler,
  create: (listener: RequestListener) => Server = createServer,
): Promise<Listening> => {
  const listen = listener(answer)
  const server = create((incoming, outgoing) => listen(incoming as Incoming, outgoing as Outgoing))
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  const close = (): Promise<void> =>
    new Promise((closed) => {
      server.close(() => closed())
      for (const socket of open) socket.destroy()
    })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address() as AddressInfo
      resolve({ url: `http://127.0.0.1:${address.port}`, close })
    })
  })
}
