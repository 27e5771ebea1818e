import { Hono } from 'hono'
import type { Env } from '#platform/web'
import { changePages } from './change-pages.tsx'
import { exchangePages } from './import-pages.tsx'
import { listPage } from './list-page.tsx'
import { pickerPage } from './picker.tsx'
import { placePages } from './place-pages.tsx'
import { reorganisePages } from './reorganise-pages.tsx'
import { unitPage } from './unit-page.tsx'

export { ChosenUnit } from './picker.tsx'

/** All pages of units; their addresses are whole (`/quan-ly/don-vi…`, `/quan-ly/sap-xep…`, `/chon-don-vi`). */
export const unitPages = new Hono<Env>()
for (const pages of [listPage, exchangePages, placePages, changePages, reorganisePages, unitPage, pickerPage])
  unitPages.route('/', pages)
