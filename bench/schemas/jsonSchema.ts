/**
 * The modelled request as JSON Schema 2020-12, draft 7 in effect: what ajv and fast-json-stringify read.
 *
 * JSON Schema counts a string's characters as the model does, in code points.
 */

const text = (maxLength: number, minLength = 0): object =>
  minLength === 0 ? { type: 'string', maxLength } : { type: 'string', minLength, maxLength }

const record = (key: object, value: object): object => ({
  type: 'object',
  propertyNames: key,
  additionalProperties: value,
})

const emailAddress = { type: 'string', minLength: 1, maxLength: 255, pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$' }
const emailAddressInfo = {
  type: 'object',
  required: ['EmailAddress'],
  properties: { EmailAddress: emailAddress, DisplayName: text(256) },
}
const recipients = { type: 'array', minItems: 1, maxItems: 50, items: emailAddressInfo }
const headerValue = text(20_000, 1)
const segmentName = text(128, 1)
const segmentValue = { $ref: '#/definitions/SegmentAttributeValue' }

export const requestSchema = {
  $id: 'StartEmailContactRequest',
  definitions: {
    SegmentAttributeValue: {
      type: 'object',
      properties: {
        ValueString: text(1024),
        ValueMap: record(segmentName, segmentValue),
        ValueInteger: { type: 'integer', minimum: -2_147_483_648, maximum: 2_147_483_647 },
        ValueList: { type: 'array', items: segmentValue },
        ValueArn: text(1024),
      },
    },
  },
  type: 'object',
  required: ['InstanceId', 'FromEmailAddress', 'DestinationEmailAddress', 'EmailMessage'],
  properties: {
    InstanceId: text(100, 1),
    FromEmailAddress: emailAddressInfo,
    DestinationEmailAddress: emailAddress,
    Description: text(4096),
    References: record(text(4096, 1), {
      type: 'object',
      required: ['Type'],
      properties: {
        Value: text(4096),
        Type: {
          type: 'string',
          enum: [
            'URL',
            'ATTACHMENT',
            'CONTACT_ANALYSIS',
            'NUMBER',
            'STRING',
            'DATE',
            'EMAIL',
            'EMAIL_MESSAGE',
            'EMAIL_MESSAGE_PLAIN_TEXT',
            'EMAIL_MESSAGE_PLAIN_TEXT_REDACTED',
            'EMAIL_MESSAGE_REDACTED',
          ],
        },
        Status: {
          type: 'string',
          enum: ['AVAILABLE', 'DELETED', 'APPROVED', 'REJECTED', 'PROCESSING', 'FAILED'],
        },
        Arn: { type: 'string', minLength: 20, maxLength: 256, pattern: '^[-:/A-Za-z0-9]+$' },
        StatusReason: text(100),
      },
    }),
    Name: text(1024),
    EmailMessage: {
      type: 'object',
      required: ['MessageSourceType'],
      properties: {
        MessageSourceType: { type: 'string', enum: ['RAW'] },
        RawMessage: {
          type: 'object',
          required: ['Subject', 'Body', 'ContentType'],
          properties: {
            Subject: text(998),
            Body: text(5_242_880, 1),
            ContentType: text(100, 1),
            Headers: {
              type: 'object',
              properties: {
                REFERENCES: headerValue,
                MESSAGE_ID: headerValue,
                IN_REPLY_TO: headerValue,
                X_SES_SPAM_VERDICT: headerValue,
                X_SES_VIRUS_VERDICT: headerValue,
              },
              additionalProperties: false,
            },
          },
        },
      },
    },
    AdditionalRecipients: {
      type: 'object',
      properties: { ToAddresses: recipients, CcAddresses: recipients },
    },
    Attachments: {
      type: 'array',
      minItems: 1,
      maxItems: 50,
      items: {
        type: 'object',
        required: ['FileName', 'S3Url'],
        properties: {
          FileName: { type: 'string', minLength: 1, maxLength: 256, pattern: '^\\P{C}*$' },
          S3Url: text(2000, 1),
        },
      },
    },
    ContactFlowId: text(500),
    RelatedContactId: text(256, 1),
    Attributes: record(text(32_767, 1), text(32_767)),
    SegmentAttributes: record(segmentName, segmentValue),
    ClientToken: text(500),
  },
}
