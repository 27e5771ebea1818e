import { Hono } from 'hono'
import type { Env } from '#platform/web'
import { contactPages } from '../contact/pages.tsx'
import { guidePages } from '../guide/pages.tsx'
import { libraryPages } from '../library/pages.tsx'
import { recognitionPages } from '../recognition/pages.tsx'
import { replicationPages } from '../replication/pages.tsx'

/** All pages by which an initiative spreads: the library, copying, the tree, guide, recognitions, contact. */
export const spreadingPages = new Hono<Env>()
for (const pages of [libraryPages, contactPages, replicationPages, guidePages, recognitionPages])
  spreadingPages.route('/', pages)
