import { Hono } from 'hono'
import type { Env } from '#platform/web'

export const themePages = new Hono<Env>()
