/**
 * Email addresses of a contact: who wrote, to whom, and who else was addressed.
 *
 * Source: the Amazon Connect model of botocore, 2026-08-07, as for every file of this folder. Lengths of text count
 * Unicode code points, and every bound is inclusive.
 */

import type * as t from 'io-ts'
import * as S from '../shape/constructors.js'
import type { ListShape, StringShape, StructureShape } from '../shape/Shape.js'
import type * as V from '../value/Value.js'

// -------------------------------------------------------------------------------------
// one address
// -------------------------------------------------------------------------------------

export interface EmailAddressBrand {
  readonly EmailAddress: unique symbol
}

/**
 * One bare address, `ada@example.com`: no blank in it, one `@`, and a dot in the domain; a name beside it belongs in
 * `EmailAddressInfo`. Sensitive.
 *
 * Bounds: 1 to 255 characters. The pattern is anchored at both ends, as in the Smithy model.
 */
export type EmailAddress = t.Branded<string, EmailAddressBrand>

export const EmailAddress: StringShape<EmailAddress> = /*#__PURE__*/ S.string('com.amazonaws.connect#EmailAddress', {
  length: { min: 1, max: 255 },
  pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
  sensitive: true,
})

export interface EmailAddressDisplayNameBrand {
  readonly EmailAddressDisplayName: unique symbol
}

/**
 * What a mail program shows in place of an address. Sensitive.
 *
 * Bounds: 0 to 256 characters.
 */
export type EmailAddressDisplayName = t.Branded<string, EmailAddressDisplayNameBrand>

export const EmailAddressDisplayName: StringShape<EmailAddressDisplayName> = /*#__PURE__*/ S.string(
  'com.amazonaws.connect#EmailAddressDisplayName',
  { length: { min: 0, max: 256 }, sensitive: true },
)

/** An address and the name that goes with it. */
export interface EmailAddressInfo {
  /** 1 to 255 characters, one `@`. */
  readonly emailAddress: EmailAddress
  /** 0 to 256 characters. */
  readonly displayName?: EmailAddressDisplayName
}

export interface EmailAddressInfo_Input {
  /** 1 to 255 characters, one `@`. */
  readonly emailAddress: string
  /** 0 to 256 characters. */
  readonly displayName?: string | undefined
}

export interface EmailAddressInfo_Value
  extends V.Structure<{
    readonly EmailAddress: V.String<EmailAddress>
    readonly DisplayName?: V.String<EmailAddressDisplayName>
  }> {}

export declare namespace EmailAddressInfo {
  type Input = EmailAddressInfo_Input
  type Value = EmailAddressInfo_Value
}

export const EmailAddressInfo: StructureShape<EmailAddressInfo, EmailAddressInfo_Value, EmailAddressInfo_Input> =
  /*#__PURE__*/ S.structure('com.amazonaws.connect#EmailAddressInfo', {
    emailAddress: ['EmailAddress', () => EmailAddress, 1],
    displayName: ['DisplayName', () => EmailAddressDisplayName],
  })

// -------------------------------------------------------------------------------------
// further recipients
// -------------------------------------------------------------------------------------

/**
 * Recipients of one header.
 *
 * Bounds: 1 to 50 addresses; a header without any is left out rather than empty.
 */
export type EmailAddressRecipientList = ReadonlyArray<EmailAddressInfo>

export type EmailAddressRecipientList_Input = ReadonlyArray<EmailAddressInfo_Input>

export type EmailAddressRecipientList_Value = V.List<EmailAddressInfo_Value>

export const EmailAddressRecipientList: ListShape<EmailAddressInfo, EmailAddressInfo_Value, EmailAddressInfo_Input> =
  /*#__PURE__*/ S.list('com.amazonaws.connect#EmailAddressRecipientList', () => EmailAddressInfo, {
    length: { min: 1, max: 50 },
  })

/**
 * Those whom the customer addressed beside the contact center's own address.
 *
 * Bounds: at most 49 addresses over both lists, which is documented and which no list's own bound says.
 */
export interface InboundAdditionalRecipients {
  /** Other addresses of the To header, 1 to 50 of them. */
  readonly toAddresses?: EmailAddressRecipientList
  /** Addresses of the Cc header, 1 to 50 of them. */
  readonly ccAddresses?: EmailAddressRecipientList
}

export interface InboundAdditionalRecipients_Input {
  /** Other addresses of the To header, 1 to 50 of them. */
  readonly toAddresses?: EmailAddressRecipientList_Input | undefined
  /** Addresses of the Cc header, 1 to 50 of them. */
  readonly ccAddresses?: EmailAddressRecipientList_Input | undefined
}

export interface InboundAdditionalRecipients_Value
  extends V.Structure<{
    readonly ToAddresses?: EmailAddressRecipientList_Value
    readonly CcAddresses?: EmailAddressRecipientList_Value
  }> {}

export declare namespace InboundAdditionalRecipients {
  type Input = InboundAdditionalRecipients_Input
  type Value = InboundAdditionalRecipients_Value
}

export const InboundAdditionalRecipients: StructureShape<
  InboundAdditionalRecipients,
  InboundAdditionalRecipients_Value,
  InboundAdditionalRecipients_Input
> = /*#__PURE__*/ S.structure('com.amazonaws.connect#InboundAdditionalRecipients', {
  toAddresses: ['ToAddresses', () => EmailAddressRecipientList],
  ccAddresses: ['CcAddresses', () => EmailAddressRecipientList],
})
