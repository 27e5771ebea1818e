// A thread of its own in which a HEIC photo is decoded: it takes seconds of processor time, and pages are served meanwhile.
import { parentPort, workerData } from 'node:worker_threads'
import libheif from 'libheif-js/wasm-bundle.js'

const { bytes, mostPixels } = workerData

const decoder = new libheif.HeifDecoder()
const [image] = decoder.decode(bytes)
if (!image) throw new Error('no picture in it')
const width = image.get_width()
const height = image.get_height()
if (width * height > mostPixels) throw new Error('too many pixels')
const data = new Uint8ClampedArray(width * height * 4)
image.display({ data, width, height }, (shown) => {
  if (!shown) throw new Error('it cannot be decoded')
  parentPort.postMessage({ answer: { width, height, data: shown.data } }, [shown.data.buffer])
})
