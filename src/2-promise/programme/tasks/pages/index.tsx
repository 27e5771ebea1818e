import { Hono } from 'hono'
import type { Env } from '#platform/web'

export const taskPages = new Hono<Env>()
