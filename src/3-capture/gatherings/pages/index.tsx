import { Hono } from 'hono'
import type { Env } from '#platform/web'

export const sessionPages = new Hono<Env>()
export const doorPages = new Hono<Env>()
