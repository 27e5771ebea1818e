import { Hono } from 'hono'
import type { Env } from '#platform/web'
import { amend, showDifferences } from './differences-page.tsx'
import { freeze } from './freeze.ts'
import { chooseGathering, exportList, remind, showGathering } from './gathering-page.tsx'
import { send, sendNil, showSendings } from './send-page.tsx'
import { judge, showSending } from './sending-page.tsx'

/** Sending up, and what those above see of it. */
export const gatheringPages = new Hono<Env>()
  .get('/bao-cao-cap-duoi', chooseGathering)
  .get('/bao-cao-cap-duoi/:regime/:period', showGathering)
  .post('/bao-cao-cap-duoi/:regime/:period/nhac', remind)
  .get('/bao-cao-cap-duoi/:regime/:period/tong-hop.xlsx', exportList)
  .get('/bao-cao-da-gui/:id', showSending)
  .post('/bao-cao-da-gui/:id', judge)
  .get('/bao-cao/:unit/:period/gui', showSendings)
  .post('/bao-cao/:unit/:period/gui', send)
  .post('/bao-cao/:unit/:period/khong-phat-sinh', sendNil)
  .get('/bao-cao/:unit/:period/khac-biet', showDifferences)
  .post('/bao-cao/:unit/:period/dieu-chinh', amend)
  .post('/bao-cao/:unit/:period/trinh-ky/chot', freeze)
