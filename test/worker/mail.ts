/**
 * Messages of a test: inputs of StartEmailContact with markers where secrets are, and what is known of each beforehand.
 */

/** Text that is only ever in members that the model marks as sensitive. */
export const markers = ['s3cret-address', 's3cret-subject', 's3cret-body'] as const

const good = (n: number): Readonly<Record<string, unknown>> => ({
  InstanceId: '11111111-2222-3333-4444-555555555555',
  FromEmailAddress: { EmailAddress: `${markers[0]}-${n}@example.com`, DisplayName: 'Ada' },
  DestinationEmailAddress: 'support@example.org',
  EmailMessage: {
    MessageSourceType: 'RAW',
    RawMessage: { Subject: `${markers[1]} ${n}`, Body: `${markers[2]} ${n}`, ContentType: 'text/plain' },
  },
  Attributes: { number: String(n) },
})

/** Each breaks one rule, secrets left in. */
const breaks: ReadonlyArray<(n: number) => unknown> = [
  (n) => ({ ...good(n), DestinationEmailAddress: `${markers[0]} is no address` }),
  (n) => ({ ...good(n), InstanceId: undefined }),
  (n) => ({ ...good(n), FromEmailAddress: { EmailAddress: [`${markers[0]}`] } }),
  (n) => ({
    ...good(n),
    EmailMessage: {
      MessageSourceType: 'RAW',
      RawMessage: { Subject: markers[1].repeat(100), Body: `${markers[2]} ${n}`, ContentType: 'text/plain' },
    },
  }),
]

/** One in twenty is bad. */
export const isBad = (n: number): boolean => n % 20 === 7

export const mail = (n: number): Uint8Array => {
  const breaking = breaks[Math.floor(n / 20) % breaks.length] as (n: number) => unknown
  const text = JSON.stringify(isBad(n) ? breaking(n) : good(n))
  // Now and then a message is no JSON at all.
  return Buffer.from(isBad(n) && n % 400 === 7 ? `${text.slice(0, -1)} ${markers[2]}` : text)
}

/** 5 MB of brackets: no reader may follow them down. */
export const poison = (): Uint8Array => Buffer.alloc(5 * 1024 * 1024, '[')
