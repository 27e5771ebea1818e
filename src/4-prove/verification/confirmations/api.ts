import { z } from '@hono/zod-openapi'
import { apiRouter, byId, jsonAnswer, operation, sentJson } from '#platform/api'
import { checked } from '#platform/submit'
import { batchEntry } from './entry.ts'
import { issueCodes, revokeCodes } from './issue-codes.ts'
import { confirmationsById } from './read.ts'
import { isConfirmed, shownFrom } from './rules.ts'

const confirmations = z
  .object({
    sent: z.number().int(),
    answered: z.number().int(),
    waiting: z
      .number()
      .int()
      .describe('Answers that came in a crowd and wait for an inspector; in no other number'),
    isConfirmed: z.boolean(),
    said: z
      .object({
        happened: z.number().int(),
        notHappened: z.number().int(),
        received: z.number().int(),
        partly: z.number().int(),
        notReceived: z.number().int(),
        rated: z.number().int(),
        quality: z.number(),
      })
      .nullable()
      .describe(`What was said, in sums; null while fewer than ${shownFrom} have answered`),
    batches: z.array(
      z.object({
        id: z.uuid(),
        size: z.number().int(),
        expiresOn: z.iso.date(),
        isRevoked: z.boolean(),
        sheet: z
          .string()
          .describe(
            'The page from which the codes are printed, once, by somebody who neither wrote nor checked the record',
          ),
      }),
    ),
  })
  .openapi('Confirmations')

async function asJson(actor: Parameters<typeof confirmationsById>[0], id: string) {
  const { tally, batches } = await confirmationsById(actor, id)
  const { sent, answered, waiting, bothYes: _, ...said } = tally
  return {
    sent,
    answered,
    waiting,
    isConfirmed: isConfirmed(tally),
    said: answered >= shownFrom ? said : null,
    batches: batches.map((batch) => ({
      id: batch.id,
      size: batch.size,
      expiresOn: batch.expiresOn,
      isRevoked: batch.revokedAt !== null,
      sheet: `/xac-nhan/${batch.id}/in`,
    })),
  }
}

const answer = { 200: jsonAnswer(confirmations, 'What people say of it') }

/** Confirmations by people over HTTP: the same use cases as the pages. */
export const confirmationsApi = apiRouter()
  .openapi(
    operation({
      operationId: 'readConfirmations',
      method: 'get',
      path: '/activities/{id}/confirmations',
      tags: ['verification'],
      summary: 'How people answered about an activity',
      request: byId,
      responses: answer,
    }),
    async (c) => c.json(await asJson(c.var.actor, c.req.valid('param').id), 200),
  )
  .openapi(
    operation({
      operationId: 'issueCodes',
      method: 'post',
      path: '/activities/{id}/confirmations',
      tags: ['verification'],
      summary: 'Make one-use codes for those who attended or benefited',
      request: {
        ...byId,
        ...sentJson(z.object({ size: z.number().int(), days: z.number().int() })),
      },
      responses: answer,
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      await issueCodes(c.var.actor, id, checked(batchEntry, c.req.valid('json')))
      return c.json(await asJson(c.var.actor, id), 200)
    },
  )
  .openapi(
    operation({
      operationId: 'revokeCodes',
      method: 'delete',
      path: '/confirmation-batches/{id}',
      tags: ['verification'],
      summary: 'Take a batch of codes back; what was said with them stays',
      request: byId,
      responses: answer,
    }),
    async (c) => {
      const { activityId } = await revokeCodes(c.var.actor, c.req.valid('param').id)
      return c.json(await asJson(c.var.actor, activityId), 200)
    },
  )
