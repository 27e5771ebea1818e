import { Hono } from 'hono'
import type { Env } from '#platform/web'

export const targetPages = new Hono<Env>()
