import { defineSource } from '../define'

/** `undefined` before Chromium 94, Firefox 99 and Safari 16.4. */
export const pdfViewerEnabled = defineSource('pdfViewerEnabled', () => navigator.pdfViewerEnabled)
