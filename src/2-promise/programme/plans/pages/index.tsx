import { Hono } from 'hono'
import type { Env } from '#platform/web'

export const actionPlanPages = new Hono<Env>()
