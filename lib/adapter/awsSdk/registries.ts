/**
 * The classes of a client's exceptions: which one an error of the service is raised as.
 */

import { isFunction, named } from './named.js'
import type { SdkContext, SdkRegistry } from './sdk.js'

const isRegistry = (u: unknown): u is SdkRegistry => {
  const { schemas, getErrorCtor, getBaseException } = named(u)
  return (
    isFunction(named(schemas)[Symbol.iterator as never]) && isFunction(getErrorCtor) && isFunction(getBaseException)
  )
}

/** Where a client keeps the classes of its errors, most specific first. */
export const registriesIn = (context: SdkContext): ReadonlyArray<SdkRegistry> => {
  const registries = named(context['protocolSettings'])['errorTypeRegistries']
  return Array.isArray(registries) ? registries.filter(isRegistry) : []
}

export type ExceptionClass = new (options: Readonly<Record<string, unknown>>) => Error

const classOf = (registry: SdkRegistry, schema: unknown): ExceptionClass | undefined => {
  const found = registry.getErrorCtor(schema as never)
  // What is registered for a schema of an error is the class of its exceptions.
  return isFunction(found) ? (found as unknown as ExceptionClass) : undefined
}

/** The code that the query protocols have for an error. */
const queryCodeOf = (schema: ReadonlyArray<unknown>): unknown => {
  const code = named(schema[3])['awsQueryError']
  return Array.isArray(code) ? code[0] : code
}

/** The class of the error of that name or code; `undefined` where the client has none. */
export const exceptionNamed = (context: SdkContext, name: string): ExceptionClass | undefined => {
  for (const registry of registriesIn(context)) {
    for (const [, schema] of registry.schemas) {
      if (!Array.isArray(schema) || schema[0] !== -3 || (schema[2] !== name && queryCodeOf(schema) !== name)) continue
      const found = classOf(registry, schema)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** The class that all exceptions of the client are of, `ConnectServiceException`. */
export const baseException = (context: SdkContext): ExceptionClass | undefined => {
  for (const registry of registriesIn(context)) {
    const schema = registry.getBaseException()
    const found = schema === undefined ? undefined : classOf(registry, schema)
    if (found !== undefined) return found
  }
  return undefined
}
