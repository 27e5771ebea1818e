import { z } from '@hono/zod-openapi'
import { apiRouter, fileAnswer, jsonAnswer, operation, sentJson } from '#platform/api'
import { formDataOf, takesFiles } from '#platform/bodies'
import { Problem } from '#platform/problem'
import { fileToWorkWith } from '../pages/file-pages.ts'
import { photosReceived, receivePhoto } from './receive-photo.ts'
import { answerUpload } from './resumable.ts'
import { uploadLimits } from './rules.ts'

const receipt = z
  .object({
    kind: z.enum(['record', 'photo']),
    id: z.string().describe('Of a record its id; of a photo the hash under which it is kept'),
    sha256: z.string().describe('Hash of the bytes that were sent'),
    at: z.iso.datetime(),
    word: z.string().describe('Proves the receipt: GET /bien-nhan/{word}'),
  })
  .openapi('Receipt')

/** Resumable uploads of photos (tus 1.0.0), and receipts for those that arrived. */
export const uploadsApi = apiRouter()
uploadsApi.openapi(
  operation({
    operationId: 'findReceivedPhotos',
    method: 'post',
    path: '/uploads/received',
    tags: ['evidence'],
    summary: 'Which of these photos have arrived from this person, by the hash of the bytes that were sent',
    request: {
      ...sentJson(z.object({ sha256: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(500) })),
    },
    responses: {
      200: jsonAnswer(z.object({ receipts: z.array(receipt) }), 'A receipt for each that arrived'),
    },
  }),
  async (c) => {
    // As for the uploads themselves, which follow: none of them should go over a connection that was used before.
    c.header('connection', 'close')
    return c.json({ receipts: await photosReceived(c.var.actor, c.req.valid('json').sha256) }, 200)
  },
)

uploadsApi.openapi(
  operation({
    operationId: 'sendPhoto',
    method: 'post',
    path: '/photos',
    tags: ['evidence'],
    summary: 'Send a photo whole; its receipt names it for `photosSent` of an activity',
    description:
      'Photos over lines that break are better sent by halves: tus 1.0.0 (https://tus.io) at `/uploads`, with `sha256` (hexadecimal, of the whole file) and `name` in `Upload-Metadata`; the last answer carries the same receipt.',
    middleware: [takesFiles(uploadLimits.bytes)],
    request: {
      body: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['file'],
              properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
            },
          },
        },
      },
    },
    responses: { 201: jsonAnswer(receipt, 'Its receipt; the same photo sent again has the same one') },
  }),
  async (c) => {
    const file = (await formDataOf(c.req.raw)).get('file')
    if (!(file instanceof File)) throw new Problem('field_is_required', {}, { field: 'file' })
    return c.json(
      await receivePhoto(c.var.actor, new Uint8Array(await file.arrayBuffer()), file.name.slice(0, 200)),
      201,
    )
  },
)

uploadsApi.openapi(
  operation({
    operationId: 'readPhoto',
    method: 'get',
    path: '/photos/{id}',
    tags: ['evidence'],
    summary: 'A photo that this person may see, as JPEG',
    request: {
      params: z.object({ id: z.string().regex(/^[0-9a-f]{64}$/) }),
      query: z.object({ size: z.enum(['whole', 'small']).default('whole') }),
    },
    responses: { 200: fileAnswer('image/jpeg', 'The photo, whole or in the part that `Range` asks for') },
  }),
  async (c) => {
    const isSmall = c.req.valid('query').size === 'small'
    return fileToWorkWith(c, { sha256: c.req.valid('param').id, mediaType: 'image/jpeg', isSmall })
  },
)

// The protocol of tus speaks in headers and other methods, which OpenAPI would only describe badly: https://tus.io.
uploadsApi.post('/uploads', takesFiles(uploadLimits.bytes), (c) => answerUpload(c.var.actor, c.req.raw))
uploadsApi.patch('/uploads/:id', takesFiles(uploadLimits.bytes), (c) => answerUpload(c.var.actor, c.req.raw))
// Hono takes HEAD for a GET without a body. What is half there is shown to nobody, so a real GET finds nothing.
uploadsApi.get('/uploads/:id', (c) => {
  if (c.req.raw.method !== 'HEAD') throw new Problem('not_found_or_not_allowed')
  return answerUpload(c.var.actor, c.req.raw)
})
