import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { useDatabase } from '../../test/support/database.ts'
import { aDistrict } from '../../test/support/district.ts'
import { lookAt } from '../4-prove/evidence/cover/look-at.ts'
import { aPhoto, aRecord, sample, useFiles } from '../4-prove/evidence/evidence.fixture.ts'
import { anOfficeFile } from '../4-prove/evidence/keep/documents.fixture.ts'
import { verifyCommand } from './verify-command.ts'

useDatabase()
const folder = useFiles()

test('every stored file is proven, of all kinds, and a changed or missing one is named', async () => {
  const district = await aDistrict()
  const record = await aRecord(district, [
    await aPhoto(),
    sample('video.mp4'),
    sample('sound.ogg'),
    anOfficeFile('docx'),
  ])
  const [photo, video, sound] = await record.files()
  await lookAt(district.checker, photo?.id ?? '', [{ x: 0, y: 0, width: 500, height: 500 }])
  const said: string[] = []
  const pathOf = (hash = '', ending = '') =>
    join(folder, hash.slice(0, 2), hash.slice(2, 4), `${hash}.${ending}`)

  const whole = await verifyCommand((line) => said.push(line))
  writeFileSync(pathOf(video?.sha256, 'mp4'), 'another film')
  rmSync(pathOf(sound?.sha256, 'ogg'))
  const broken = await verifyCommand((line) => said.push(line))

  expect([whole, broken]).toEqual([true, false])
  expect(said[0]).toMatch(/5 files, 0 reports, 0 roots\.$/)
  expect(
    said
      .filter((line) => line.startsWith('✗'))
      .map((line) => line.split('\n')[1]?.trim())
      .sort(),
  ).toEqual([`File ${video?.sha256}.mp4 was changed or cut.`, `File ${sound?.sha256}.ogg is missing.`].sort())
})
