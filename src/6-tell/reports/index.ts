import { Hono } from 'hono'
import type { Env } from '#platform/web'
export const reportPages = new Hono<Env>()
export const writeReport = async (_: object): Promise<{ docx: Buffer; pdf: Buffer; name: string }> => {
  throw new Error('not yet')
}
