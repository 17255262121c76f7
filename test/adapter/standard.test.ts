/**
 * Shapes as validators of other people's libraries: a procedure of tRPC, a route of Hono, a form of TanStack Form.
 */
import assert from 'node:assert/strict'
import { sValidator } from '@hono/standard-validator'
import { FieldApi, FormApi } from '@tanstack/form-core'
import { initTRPC, TRPCError } from '@trpc/server'
import { Hono } from 'hono'
import { EmailAddressInfo, StartEmailContactRequest } from '../../lib/connect/index.js'
import { standardJson } from '../../lib/interpret/jsonSchema/index.js'
import { full as example } from '../connect/example.js'

const tooLong = 'x'.repeat(257)

describe('Standard Schema with tRPC', () => {
  const t = initTRPC.create()
  const router = t.router({
    start: t.procedure.input(StartEmailContactRequest).query(({ input }) => input.fromEmailAddress.emailAddress),
  })
  const caller = t.createCallerFactory(router)({})

  it('a procedure gets a domain object', async () => {
    assert.equal(await caller.start(example), example.fromEmailAddress.emailAddress)
  })

  it('a bad input is BAD_REQUEST with the issues', async () => {
    const bad = { ...example, fromEmailAddress: { ...example.fromEmailAddress, displayName: tooLong } }
    await assert.rejects(caller.start(bad), (error) => {
      assert(error instanceof TRPCError)
      assert.equal(error.code, 'BAD_REQUEST')
      const { issues } = error.cause as unknown as { readonly issues: ReadonlyArray<unknown> }
      assert.deepEqual(issues, [
        {
          message: 'expected at most 256 characters, got a string of 257 characters',
          path: ['fromEmailAddress', 'displayName'],
        },
      ])
      return true
    })
  })
})

describe('Standard Schema with Hono', () => {
  const app = new Hono()
    .post('/domain', sValidator('json', EmailAddressInfo), (c) => c.json(c.req.valid('json')))
    .post('/wire', sValidator('json', standardJson(EmailAddressInfo)), (c) => c.json(c.req.valid('json')))
  const post = (path: string, body: object) =>
    app.request(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })

  it('a route gets a domain object, from the domain or from the wire', async () => {
    const good = { emailAddress: 'ada@example.com', displayName: 'Ada' }
    for (const [path, body] of [
      ['/domain', good],
      ['/wire', { EmailAddress: 'ada@example.com', DisplayName: 'Ada' }],
    ] as const) {
      const response = await post(path, body)
      assert.equal(response.status, 200)
      assert.deepEqual(await response.json(), good)
    }
  })

  it('a bad body is 400 with the issues, in the names of the body', async () => {
    for (const [path, body, name] of [
      ['/domain', { emailAddress: '', displayName: tooLong }, 'displayName'],
      ['/wire', { EmailAddress: '', DisplayName: tooLong }, 'DisplayName'],
    ] as const) {
      const response = await post(path, body)
      assert.equal(response.status, 400)
      const { error } = (await response.json()) as {
        readonly error: ReadonlyArray<{ readonly path: ReadonlyArray<string> }>
      }
      assert.deepEqual(error[error.length - 1]?.path, [name])
    }
  })
})

describe('Standard Schema with TanStack Form', () => {
  it('an issue finds its field', () => {
    const defaultValues: EmailAddressInfo.Input = { emailAddress: 'ada@example.com', displayName: 'Ada' }
    const form = new FormApi({
      defaultValues,
      validators: { onChange: EmailAddressInfo },
    })
    form.mount()
    const field = new FieldApi({ form, name: 'displayName' })
    field.mount()
    field.handleChange(tooLong)
    assert.equal(form.state.isValid, false)
    const messages = field.state.meta.errors.map((error) => error?.message)
    assert.deepEqual(messages, ['expected at most 256 characters, got a string of 257 characters'])
    field.handleChange('Ada L.')
    assert.deepEqual(field.state.meta.errors, [])
    assert.equal(form.state.isValid, true)
  })
})
