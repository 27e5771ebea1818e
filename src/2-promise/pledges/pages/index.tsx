import { Hono } from 'hono'
import type { Env } from '#platform/web'

export const pledgePages = new Hono<Env>()
