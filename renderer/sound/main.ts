import { bridge } from '../bridge.ts';
import { OutputList } from './output-list.ts';
import { SoundPlayer } from './sound-player.ts';

const tocsin = bridge();
const outputs = new OutputList(navigator.mediaDevices, tocsin.platform === 'linux');
const player = new SoundPlayer(outputs, (state) => {
  tocsin.request('sound:state', state).catch(() => {
    // The main process is going away, and this page with it.
  });
});

player.watchDevice();
tocsin.on('sound:order', (order) => player.obey(order));
void tocsin.request('page:ready');
