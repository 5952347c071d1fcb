import { testReadings } from '../../test-setup/test-readings'

testReadings('plugins', {
  'Chromium 156': [
    {
      name: 'PDF Viewer',
      description: 'Portable Document Format',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
    },
    {
      name: 'Chrome PDF Viewer',
      description: 'Portable Document Format',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
    },
    {
      name: 'Chromium PDF Viewer',
      description: 'Portable Document Format',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
    },
    {
      name: 'Microsoft Edge PDF Viewer',
      description: 'Portable Document Format',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
    },
    {
      name: 'WebKit built-in PDF',
      description: 'Portable Document Format',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
    },
  ],
  'Firefox 153': [
    {
      name: 'PDF Viewer',
      description: 'Portable Document Format',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
    },
    {
      name: 'Chrome PDF Viewer',
      description: 'Portable Document Format',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
    },
    {
      name: 'Chromium PDF Viewer',
      description: 'Portable Document Format',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
    },
    {
      name: 'Microsoft Edge PDF Viewer',
      description: 'Portable Document Format',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
    },
    {
      name: 'WebKit built-in PDF',
      description: 'Portable Document Format',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
    },
  ],
  'WebKitGTK 2.50': [
    {
      name: 'PDF Viewer',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
      description: 'Portable Document Format',
    },
    {
      name: 'Chrome PDF Viewer',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
      description: 'Portable Document Format',
    },
    {
      name: 'Chromium PDF Viewer',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
      description: 'Portable Document Format',
    },
    {
      name: 'Microsoft Edge PDF Viewer',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
      description: 'Portable Document Format',
    },
    {
      name: 'WebKit built-in PDF',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
      description: 'Portable Document Format',
    },
  ],
})
