// Runs in the page of the bench: fills the queue through the phone's own code, without its screens.

import { put } from '../src/3-capture/phone/browser/outbox.ts'
import { keptPackage } from '../src/3-capture/phone/browser/package.ts'
import { makeReady } from '../src/3-capture/phone/browser/picture.ts'
import { itemsOf, owner, vault } from '../src/3-capture/phone/browser/vault.ts'

/** A picture with as much in it as a photo has: noise over a slope, some 300 kB once it is shrunk. */
async function aPicture(): Promise<File> {
  const canvas = document.createElement('canvas')
  canvas.width = 1280
  canvas.height = 960
  const context = canvas.getContext('2d')
  const image = context?.createImageData(canvas.width, canvas.height)
  if (!context || !image) throw new Error('no canvas')
  for (let at = 0; at < image.data.length; at += 65_536)
    crypto.getRandomValues(image.data.subarray(at, Math.min(at + 65_536, image.data.length)))
  for (let at = 0; at < image.data.length; at += 4) {
    const slope = (at / image.data.length) * 160
    for (const part of [0, 1, 2]) image.data[at + part] = slope + (image.data[at + part] ?? 0) / 7
    image.data[at + 3] = 255
  }
  context.putImageData(image, 0, 0)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.95))
  if (!blob) throw new Error('no picture')
  return new File([blob], 'anh.jpg', { type: 'image/jpeg' })
}

/** Puts records and photos in the queue, two photos to a record until they are used up. */
async function fill(records: number, photos: number, summary: string): Promise<{ photoBytes: number }> {
  const pack = await keptPackage()
  const initiative =
    pack?.initiatives.find((one) => one.kindVi.includes('rác hữu cơ')) ?? pack?.initiatives[0]
  const fields = initiative && pack?.forms[initiative.formId]?.fields
  if (!initiative || !fields) throw new Error('the phone has no form')
  const answers = Object.fromEntries(
    fields
      .filter((field) => ['count', 'quantity', 'money'].includes(field.type))
      .map((field) => [field.key, Math.max(1, field.minimum ?? 1)]),
  )
  let photoBytes = 0
  let left = photos
  for (let index = 0; index < records; index += 1) {
    const pictures = []
    for (; left > 0 && pictures.length < 2; left -= 1) pictures.push(await makeReady(await aPicture()))
    photoBytes += pictures.reduce((sum, picture) => sum + picture.bytes.byteLength, 0)
    const { id: initiativeId, name: initiativeName, unitId, unitName, formId } = initiative
    const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
    await put(
      {
        initiativeId,
        initiativeName,
        unitId,
        unitName,
        formId,
        day,
        summary: `${summary} ${index}`,
        answers,
      },
      pictures,
    )
  }
  return { photoBytes }
}

/** How the queue stands: what has a receipt, under which ids. */
async function standing() {
  const known = await owner()
  const items = known ? await itemsOf(known.person.id) : []
  const photos = await (await vault()).getAll('photos')
  return {
    records: items.length,
    received: items.filter((item) => item.state === 'received' && item.settled && item.receipt).length,
    other: items.filter((item) => !['received', 'waiting'].includes(item.state)).length,
    recordIds: items.flatMap((item) => (item.receipt ? [item.receipt.id] : [])),
    photos: photos.length,
    photoIds: photos.flatMap((photo) => (photo.receipt ? [photo.receipt.id] : [])),
    kept: photos.filter((photo) => photo.sealed !== null).length,
  }
}

export type OfflineQueue = { fill: typeof fill; standing: typeof standing }
Object.assign(window, { offlineQueue: { fill, standing } satisfies OfflineQueue })
