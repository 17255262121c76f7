/**
 * The errors and the unions of reasons in them: both ways, strict and tolerant.
 */
import assert from 'node:assert/strict'
import { InvalidRequestException, ServiceQuotaExceededException } from '../../lib/connect/index.js'
import { json } from '../../lib/interpret/json.js'
import { tolerant } from '../../lib/shape/shapeOf.js'
import * as V from '../../lib/value/Value.js'
import { found } from './example.js'

describe('connect: errors', () => {
  it('a reason is a tagged alternative in the domain and one member in the Value', () => {
    const error: InvalidRequestException = {
      message: 'no',
      reason: { _tag: 'attachedFileInvalidRequestExceptionReason', value: 'INVALID_FILE_SIZE' },
    }
    assert.ok(InvalidRequestException.is(error))
    const value = InvalidRequestException.encode(error)
    assert.deepEqual(
      value,
      V.structure({
        Message: V.string('no'),
        Reason: V.structure({ AttachedFileInvalidRequestExceptionReason: V.enumeration('INVALID_FILE_SIZE') }),
      }),
    )
    assert.deepEqual(InvalidRequestException.decode(value), { _tag: 'Right', right: error })
  })

  it('every member may be missing', () => {
    assert.deepEqual(InvalidRequestException.make({}), { _tag: 'Right', right: {} })
  })

  it('a reason that the model does not know is refused when strict and kept when tolerant', () => {
    const tree = { Message: 'no', Reason: { Other: { a: [1] } } }
    assert.deepEqual(
      found(json(ServiceQuotaExceededException).decode(tree)).map(({ code, path }) => [code, path]),
      [['union', ['Reason']]],
    )
    const reader = json(tolerant(ServiceQuotaExceededException))
    const read = reader.decode(tree)
    assert.deepEqual(read, {
      _tag: 'Right',
      right: { message: 'no', reason: { _tag: '$unknown', name: 'Other', raw: { a: [1] } } },
    })
    if (read._tag === 'Right') assert.deepEqual(reader.encode(read.right), tree)
  })

  it('an unlisted value in a reason is kept when tolerant', () => {
    const tree = { Reason: { AttachedFileServiceQuotaExceededExceptionReason: 'TOO_BIG' } }
    assert.equal(json(ServiceQuotaExceededException).decode(tree)._tag, 'Left')
    const reader = json(tolerant(ServiceQuotaExceededException))
    const read = reader.decode(tree)
    if (read._tag !== 'Right') assert.fail('refused')
    assert.deepEqual(reader.encode(read.right), tree)
  })
})
