import { contextBridge, ipcRenderer } from 'electron';
import { createApi } from './api.ts';

contextBridge.exposeInMainWorld('tocsin', createApi(ipcRenderer, process.platform));
