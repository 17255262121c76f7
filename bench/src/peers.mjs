/**
 * The peers, each with its check of a wire object and, where it has one, its collection of all issues.
 *
 * A check gives a boolean. A collection gives the number of issues after touching each one's path and message, which is
 * what a reporter would do; contexts and values stay unread.
 */
import { Ajv } from 'ajv'
import { ArkErrors } from 'arktype'
import * as EffectSchema from 'effect/Schema'
import { makeFormatterStandardSchemaV1 } from 'effect/SchemaIssue'
import { decodeUnknownResult } from 'effect/SchemaParser'
import { isLeft } from 'fp-ts/lib/Either.js'
import { Compile } from 'typebox/compile'
import { Settings } from 'typebox/system'
import * as v from 'valibot'

/** What was touched, so that no compiler may leave the touching out. */
export const touched = { length: 0 }

export const touch = (path, message) => {
  touched.length = (touched.length + path.length + message.length) | 0
}

const schema = async (name) => await import(`../build/${name}.js`)

const ajv = async () => {
  const { requestSchema } = await schema('jsonSchema')
  const first = new Ajv({ strict: false }).compile(requestSchema)
  const all = new Ajv({ strict: false, allErrors: true }).compile(requestSchema)
  return {
    check: (wire) => first(wire),
    collect: (wire) => {
      if (all(wire)) return 0
      for (const { instancePath, message } of all.errors) touch(instancePath, message)
      return all.errors.length
    },
  }
}

const typebox = async () => {
  const { StartEmailContactRequest } = await schema('typebox')
  // Eight by default; the bench wants them all.
  Settings.Set({ maxErrors: 1000 })
  const compiled = Compile(StartEmailContactRequest)
  return {
    check: (wire) => compiled.Check(wire),
    collect: (wire) => {
      const errors = compiled.Errors(wire)
      for (const { instancePath, message } of errors) touch(instancePath, message)
      return errors.length
    },
  }
}

const arktype = async () => {
  const { StartEmailContactRequest } = await schema('arktype')
  return {
    check: (wire) => StartEmailContactRequest.allows(wire),
    collect: (wire) => {
      const found = StartEmailContactRequest(wire)
      if (!(found instanceof ArkErrors)) return 0
      for (const { path, message } of found) touch(path, message)
      return found.length
    },
  }
}

const zod = async () => {
  const { StartEmailContactRequest } = await schema('zod')
  return {
    check: (wire) => StartEmailContactRequest.safeParse(wire).success,
    collect: (wire) => {
      const found = StartEmailContactRequest.safeParse(wire)
      if (found.success) return 0
      for (const { path, message } of found.error.issues) touch(path, message)
      return found.error.issues.length
    },
  }
}

const valibot = async () => {
  const { StartEmailContactRequest } = await schema('valibot')
  return {
    check: (wire) => v.is(StartEmailContactRequest, wire),
    collect: (wire) => {
      const found = v.safeParse(StartEmailContactRequest, wire)
      if (found.success) return 0
      for (const issue of found.issues) touch(v.getDotPath(issue) ?? '', issue.message)
      return found.issues.length
    },
  }
}

const effect = async () => {
  const { StartEmailContactRequest } = await schema('effect')
  const is = EffectSchema.is(StartEmailContactRequest)
  const decode = decodeUnknownResult(StartEmailContactRequest, { errors: 'all' })
  const format = makeFormatterStandardSchemaV1()
  return {
    check: (wire) => is(wire),
    collect: (wire) => {
      const found = decode(wire)
      if (found._tag === 'Success') return 0
      const { issues } = format(found.failure)
      for (const { path, message } of issues) touch(path, message)
      return issues.length
    },
  }
}

const ioTs = async () => {
  const { StartEmailContactRequest } = await schema('ioTs')
  return {
    check: (wire) => StartEmailContactRequest.is(wire),
    decode: (wire) => StartEmailContactRequest.decode(wire),
    collect: (wire) => {
      const found = StartEmailContactRequest.decode(wire)
      if (!isLeft(found)) return 0
      for (const { context, message } of found.left)
        touch(
          context.map(({ key }) => key),
          message ?? '',
        )
      return found.left.length
    },
  }
}

const typia = async () => {
  const { is, validate } = await schema('typia')
  return {
    check: (wire) => is(wire),
    collect: (wire) => {
      const found = validate(wire)
      if (found.success) return 0
      for (const { path, expected } of found.errors) touch(path, expected)
      return found.errors.length
    },
  }
}

const makers = { ajv, typebox, arktype, zod, valibot, effect, 'io-ts': ioTs, typia }

export const peerNames = Object.keys(makers)

/** @returns {Promise<ReadonlyArray<{ name: string, check: (wire: unknown) => boolean, collect: (wire: unknown) => number }>>} */
export const loadPeers = async (names = peerNames) =>
  await Promise.all(names.map(async (name) => ({ name, ...(await makers[name]()) })))
