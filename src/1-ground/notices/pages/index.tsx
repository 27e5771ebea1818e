import { Hono } from 'hono'
import type { Env } from '#platform/web'

export const noticePages = new Hono<Env>()
export const webhookPages = new Hono<Env>()
export const calendarFeed = new Hono<Env>()
