/**
 * Finds an AWS SDK v3 client that is installed and reads its service out of it. Node only: it imports the client's package.
 */

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Model, SdkSettings } from '../model/index.js'
import { readSdk } from '../model/index.js'
import { left } from '../value/either.js'
import type { Issue } from '../value/Issue.js'

// -------------------------------------------------------------------------------------
// settings
// -------------------------------------------------------------------------------------

type Named = Readonly<Record<string, unknown>>

const issue = (code: Issue['code'], shape: string, expected: string, actual: string): ReadonlyArray<Issue> => [
  { path: [], code, shape, expected, actual },
]

/** Constructors of clients by their names: `ConnectClient`, not the base of all. */
const clientOf = (exports: Named): (new (config: unknown) => unknown) | undefined => {
  const name = Object.keys(exports).find((key) => /^[A-Z]\w*Client$/.test(key) && typeof exports[key] === 'function')
  // Whatever is exported under such a name is constructed with a configuration.
  return name === undefined ? undefined : (exports[name] as new (config: unknown) => unknown)
}

const text = (u: unknown): string | undefined => (typeof u === 'string' && u !== '' ? u : undefined)

const settingsIn = (config: Named): SdkSettings | undefined => {
  const protocol = config['protocol'] as { readonly getShapeId?: () => unknown } | undefined
  const settings = (config['protocolSettings'] ?? {}) as Named
  const id = text(protocol?.getShapeId?.())
  const serviceId = text(config['serviceId'])
  const version = text(settings['version']) ?? text(config['apiVersion'])
  const serviceTarget = text(settings['serviceTarget'])
  const xmlNamespace = text(settings['xmlNamespace'])
  if (id === undefined || serviceId === undefined || version === undefined || serviceTarget === undefined)
    return undefined
  return {
    serviceId,
    version,
    protocol: id,
    serviceTarget,
    ...(xmlNamespace === undefined ? {} : { xmlNamespace }),
    ...(settings['awsQueryCompatible'] === true ? { queryCompatible: true } : {}),
  }
}

/**
 * What a client's own configuration says: a client is made, with credentials that are never used, and nothing is sent.
 * `undefined` where there is no client, it cannot be made, or it is from before clients had schemas.
 */
export const sdkSettings = (exports: Named): SdkSettings | undefined => {
  const Client = clientOf(exports)
  if (Client === undefined) return undefined
  try {
    const client = new Client({
      region: 'us-east-1',
      credentials: { accessKeyId: 'unused', secretAccessKey: 'unused' },
    }) as { readonly config?: Named; readonly destroy?: () => void }
    const settings = client.config === undefined ? undefined : settingsIn(client.config)
    client.destroy?.()
    return settings
  } catch {
    return undefined
  }
}

// -------------------------------------------------------------------------------------
// loading
// -------------------------------------------------------------------------------------

/** A name of npm's, so that it is no path. */
const packageName = /^(?:@[a-z\d][\w.-]*\/)?[a-z\d][\w.-]*$/i

/**
 * The service of an installed client.
 *
 * Errors: `missing` where no such package is found from that folder; `unrepresentable` where it is no client with schemas;
 * those of `readSdk`.
 *
 * @param name the package's name, `@aws-sdk/client-connect`
 * @param folder from where it is looked for, as Node does; the working folder by default
 */
export const loadSdk = async (
  name: string,
  folder: string = process.cwd(),
): Promise<Either<ReadonlyArray<Issue>, Model>> => {
  if (!packageName.test(name)) return left(issue('syntax', 'sdk', 'the name of a package', 'another text'))
  let exports: Named
  try {
    const path = createRequire(join(folder, 'package.json')).resolve(name)
    const imported = (await import(pathToFileURL(path).href)) as Named
    // A CommonJS module's exports are its default.
    const inner = imported['default']
    exports = typeof inner === 'object' && inner !== null ? { ...(inner as Named), ...imported } : imported
  } catch (error) {
    const code = (error as { readonly code?: unknown } | null)?.code
    const absent = code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND'
    return left(
      issue(
        absent ? 'missing' : 'unrepresentable',
        'sdk',
        `${name}, installed`,
        absent ? 'no such package' : 'one that cannot be imported',
      ),
    )
  }
  const settings = sdkSettings(exports)
  if (settings === undefined)
    return left(
      issue('unrepresentable', 'sdk', 'a client of the AWS SDK v3 that has schemas', `${name}, which has none`),
    )
  return readSdk(exports, settings)
}
