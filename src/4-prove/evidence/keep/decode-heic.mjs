// A thread of its own in which a HEIC photo is decoded: it takes seconds of processor time, and pages are served meanwhile.
import { parentPort, workerData } from 'node:worker_threads'
import libheif from 'libheif-js/wasm-bundle.js'

const { bytes, mostPixels } = workerData

const decoder = new libheif.HeifDecoder()
const [image] = decoder.decode(bytes)
if (!image) throw new Error('no picture in it')
const width = image.get_width()
const height = image.get_height()
if (width * height > mostPixels) refuseSize()
else decode()

function refuseSize() {
  const millions = (count) => Math.round(count / 1_000_000)
  const params = { megapixels: millions(width * height), maximum: millions(mostPixels) }
  parentPort.postMessage({ problem: { code: 'photo_has_too_many_pixels', params, field: 'photos' } })
}

function decode() {
  const data = new Uint8ClampedArray(width * height * 4)
  image.display({ data, width, height }, (shown) => {
    if (!shown) throw new Error('it cannot be decoded')
    parentPort.postMessage({ answer: { width, height, data: shown.data } }, [shown.data.buffer])
  })
}
