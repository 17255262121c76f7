/**
 * Which operation a request is for.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { HttpRequest } from '../http/message.js'
import type { Query, UriTemplate } from '../http/uri.js'
import { compareSpecificity, matchPath, readQuery, readTemplate } from '../http/uri.js'
import type { AnyOperation, RequestFault, Service } from '../operation/Operation.js'
import { left, right } from '../value/either.js'

type Router = (request: HttpRequest) => Either<RequestFault, AnyOperation>

interface Route {
  readonly operation: AnyOperation
  readonly method: string
  readonly uri: string
  readonly template: UriTemplate
}

const matchesQuery = ({ template }: Route, query: Query): boolean =>
  template.query.every(([name, value]) => query.some(([key, text]) => key === name && (text ?? '') === (value ?? '')))

/**
 * By method and URI template, the most specific first.
 *
 * Source: Smithy 2.0, "URI conflicts" and "Specificity routing" of the http trait.
 */
export const routeByUri = (service: Service): Router => {
  const routes = service.operations
    .flatMap((operation): ReadonlyArray<Route> => {
      const { http } = operation.traits
      return http === undefined
        ? []
        : [{ operation, method: http.method, uri: http.uri, template: readTemplate(http.uri) }]
    })
    .sort((a, b) => compareSpecificity(a.template, b.template))
  return (given) => {
    const query = readQuery(given.query)
    const matching = routes.filter((one) => {
      // A service may lay out its requests otherwise than its templates say.
      const request = one.operation.traits.custom?.incoming?.(given, one.uri) ?? given
      return matchPath(one.template, request.path) !== undefined && matchesQuery(one, query)
    })
    const found = matching.find((one) => one.method === given.method)
    if (found !== undefined) return right(found.operation)
    if (matching.length === 0) return left({ _tag: 'NotFound' })
    return left({ _tag: 'MethodNotAllowed', allowed: [...new Set(matching.map((one) => one.method))] })
  }
}

/** By a name that the request says, posted as every RPC protocol does. */
export const routeByName =
  (nameIn: (request: HttpRequest, service: Service) => string | undefined) =>
  (service: Service): Router => {
    const named = new Map<string | undefined, AnyOperation>(
      service.operations.map((operation) => [operation.name, operation]),
    )
    return (request) => {
      const operation = named.get(nameIn(request, service))
      if (operation === undefined) return left({ _tag: 'NotFound' })
      return request.method === 'POST' ? right(operation) : left({ _tag: 'MethodNotAllowed', allowed: ['POST'] })
    }
  }
