import { Hono } from 'hono'
import type { Env } from '#platform/web'

export const documentPages = new Hono<Env>()
