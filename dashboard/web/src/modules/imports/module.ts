import { Upload } from '@element-plus/icons-vue';
import type { ConsoleModule } from '@/shell/module';
import messages from './locale';

export default {
  name: 'imports',
  permission: 'import',
  routes: [{ path: '/imports', component: () => import('./ImportsView.vue'), meta: { title: 'imports.title' } }],
  menu: { order: 50, path: '/imports', icon: Upload, key: 'i' },
  messages,
} satisfies ConsoleModule;
